from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shop.catalog import services


def price(request: HttpRequest, product: int) -> HttpResponse:
    return render(request, "price.html", {"cents": services.price(product)})
