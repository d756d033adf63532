"""Hands out access tokens and recognises them (SnelStart API, sections 1.2 and 1.3)."""

import base64
from datetime import datetime, timedelta
from hmac import compare_digest
from urllib.parse import parse_qsl

from snelstart_simulator.administration import Administration
from snelstart_simulator.call import Answer, json_answer
from snelstart_simulator.models.record import to_json
from snelstart_simulator.world import TOKEN_SECONDS, Token, World

_TOKENS_BEFORE_CLEANING = 1000


def token_answer(world: World, body: bytes, *, withdrawn: bool = False) -> Answer:
    """Answer a call to the token endpoint."""
    given = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    grant = given.get("grant_type", "")
    if grant == "clientkey":
        key, administration = given.get("clientkey", ""), _by_key(world, given.get("clientkey", ""))
        refusal = "GrantType clientkey was found. Parameter clientkey does not contain a valid value"
    elif grant == "password":
        administration = _by_user(world, given.get("username", ""), given.get("password", ""))
        key, refusal = "", "GrantType password was found. The user name or password is incorrect"
    else:
        return json_answer({"error": "unsupported_grant_type"}, 400)
    if administration is None or withdrawn:
        return json_answer({"error": refusal}, 400)
    return json_answer(
        {
            "access_token": _new_token(world, administration, key),
            "token_type": "bearer",
            "expires_in": TOKEN_SECONDS,
        }
    )


def token_of(world: World, authorization: bytes) -> Token | None:
    """Find what a bearer stands for, if it is still valid."""
    kind, _, text = authorization.decode("latin-1").partition(" ")
    token = world.tokens.get(text.strip()) if kind.lower() == "bearer" else None
    if token is None or token.valid_until <= world.clock.now():
        return None
    return token


def subscription_key_is_valid(world: World, key: str) -> bool:
    """Tell whether a subscription key opens the API at this moment."""
    if key not in world.subscription_keys:
        return False
    until = world.subscription_keys[key]
    return until is None or world.clock.now() < until


def _by_key(world: World, key: str) -> Administration | None:
    for administration in world.administrations.values():
        if key and any(compare_digest(key.encode(), own.encode()) for own in administration.koppelsleutels):
            return administration
    return None


def _by_user(world: World, username: str, password: str) -> Administration | None:
    for administration in world.administrations.values():
        if username and (username, password) == (administration.username, administration.password):
            return administration
    return None


def _new_token(world: World, administration: Administration, key: str) -> str:
    if len(world.tokens) > _TOKENS_BEFORE_CLEANING:
        world.forget_expired_tokens()
    now = world.clock.now()
    text = _as_jwt(world, administration, now)
    world.tokens[text] = Token(
        administration=administration.naam,
        koppelsleutel=key,
        scopes=frozenset(administration.scopes),
        valid_until=now + timedelta(seconds=TOKEN_SECONDS),
    )
    return text


def _as_jwt(world: World, administration: Administration, now: datetime) -> str:
    """Write a token that looks like a JWT; its signature is chance, since only this world checks it."""
    seconds = int(now.timestamp())
    claims = {
        "iss": "https://auth.snelstart.nl",
        "aud": "https://b2bapi.snelstart.nl",
        "sub": administration.identifier,
        "jti": world.identifiers.new(),
        "nbf": seconds,
        "exp": seconds + TOKEN_SECONDS,
        "scopes": " ".join(administration.scopes),
    }
    signature = world.identifiers.text(43)
    return f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}.{signature}"


def _part(value: dict[str, object] | dict[str, str]) -> str:
    return base64.urlsafe_b64encode(to_json(value)).rstrip(b"=").decode()
