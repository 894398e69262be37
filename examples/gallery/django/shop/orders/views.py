from django.http import HttpRequest, JsonResponse

from shop.orders import services


def place(request: HttpRequest, product: int) -> JsonResponse:
    return JsonResponse({"placed": services.place(request.user, product) is not None})
