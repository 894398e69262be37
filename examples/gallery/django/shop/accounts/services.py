from shop.accounts.models import User


def may_order(user: User) -> bool:
    return user.is_active
