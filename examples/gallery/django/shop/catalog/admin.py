from django.contrib import admin

from shop.catalog.models import Product

admin.site.register(Product)
