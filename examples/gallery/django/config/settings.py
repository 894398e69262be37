INSTALLED_APPS = ["shop.accounts", "shop.catalog", "shop.orders"]
ROOT_URLCONF = "config.urls"
