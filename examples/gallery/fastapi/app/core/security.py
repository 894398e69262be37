from fastapi import Header


def user(authorization: str = Header()) -> str:
    return authorization
