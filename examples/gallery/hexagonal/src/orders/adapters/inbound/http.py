from fastapi import APIRouter

from orders.application.place_order import place_order

router = APIRouter()
router.post("/orders")(place_order)
