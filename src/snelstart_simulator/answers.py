"""Words each refusal as SnelStart, its framework, or the gateway before it does (SnelStart API, 4)."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus

from snelstart_simulator.call import JSON, Answer, Headers, json_answer
from snelstart_simulator.limits import OverLimit
from snelstart_simulator.refusals import (
    BusinessRefusal,
    ModelRefusal,
    NotFound,
    NotSimulated,
    QueryRefusal,
    Refusal,
    problem,
)
from snelstart_simulator.switches import Switches

_HTML = (b"content-type", b"text/html")
_NOT_AUTHORISED = {"Message": "Authorization has been denied for this request."}
CRASHED = json_answer({"Message": "An error has occurred."}, HTTPStatus.INTERNAL_SERVER_ERROR)
BEARER_REFUSED = json_answer(_NOT_AUTHORISED, HTTPStatus.UNAUTHORIZED)


def answer_of(refusal: Refusal, switches: Switches) -> Answer:
    """Turn a refusal into the answer that goes over the wire."""
    match refusal:
        case BusinessRefusal(problems=problems):
            return json_answer(problems, HTTPStatus.BAD_REQUEST)
        case ModelRefusal(model_state=model_state):
            return _model_refusal(model_state, switches)
        case QueryRefusal(message=message):
            return json_answer({"Message": message}, HTTPStatus.BAD_REQUEST)
        case NotFound():
            return _not_found(switches)
        case NotSimulated(what=what):
            text = f"The simulator does not have {what}."
            return json_answer({"statusCode": 501, "message": text}, HTTPStatus.NOT_IMPLEMENTED)
        case _:
            raise refusal


def of_gateway(status: int, message: str, headers: Headers = ()) -> Answer:
    """Answer as the gateway does, before SnelStart itself is asked."""
    answer = json_answer({"statusCode": int(status), "message": message}, status)
    return Answer(answer.status, answer.body, (JSON, *headers))


def subscription_key_refused(*, missing: bool) -> Answer:
    """Answer to a call without a subscription key, or with one that is unknown or no longer valid."""
    if missing:
        text = (
            "Access denied due to missing subscription key. Make sure to include subscription key when "
            "making requests to an API."
        )
    else:
        text = (
            "Access denied due to invalid subscription key. Make sure to provide a valid key for an active "
            "subscription."
        )
    return of_gateway(HTTPStatus.UNAUTHORIZED, text)


def scope_missing(switches: Switches) -> Answer:
    """Answer to a token that lacks a scope of the operation."""
    return json_answer({"Message": switches.forbidden_message}, HTTPStatus.FORBIDDEN)


def too_many(over: OverLimit, switches: Switches, now: datetime) -> Answer:
    """Answer to a call over a limit, with or without a word on when to come back."""
    headers = _retry_after(over.seconds, switches, now)
    if over.which == "hour" and switches.hourly_limit_as == "403":
        hours, seconds = divmod(over.seconds, 3600)
        left = f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}"
        text = f"Out of call volume quota. Quota will be replenished in {left}."
        return of_gateway(HTTPStatus.FORBIDDEN, text, headers)
    return _rate_limited(over.seconds, headers)


def burst(seconds: int | None, switches: Switches, now: datetime) -> Answer:
    """Answer 429 to a call that was within its limits."""
    return _rate_limited(seconds or 1, () if seconds is None else _retry_after(seconds, switches, now))


def broken(status: int) -> Answer:
    """Answer as a server does that is in trouble: SnelStart itself with 500, the gateway with the others."""
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return CRASHED
    phrase = HTTPStatus(status).phrase
    if status == HTTPStatus.BAD_GATEWAY:
        title = f"{status} {phrase}"
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
        return Answer(status, page.encode(), (_HTML,))
    return of_gateway(status, phrase)


def _rate_limited(seconds: int, headers: Headers) -> Answer:
    text = f"Rate limit is exceeded. Try again in {seconds} seconds."
    return of_gateway(HTTPStatus.TOO_MANY_REQUESTS, text, headers)


def _retry_after(seconds: int, switches: Switches, now: datetime) -> Headers:
    match switches.retry_after:
        case "absent":
            return ()
        case "seconds":
            return ((b"retry-after", str(seconds).encode()),)
        case "http_date":
            moment = (now + timedelta(seconds=seconds)).replace(microsecond=0)
            return ((b"retry-after", format_datetime(moment, usegmt=True).encode()),)


def _model_refusal(model_state: dict[str, list[str]], switches: Switches) -> Answer:
    message, state = "message", "modelState"
    if switches.key_casing_of_model_state == "pascal":
        message, state = "Message", "ModelState"
    return json_answer({message: "The request is invalid.", state: model_state}, HTTPStatus.BAD_REQUEST)


def _not_found(switches: Switches) -> Answer:
    match switches.not_found_body:
        case "empty":
            return Answer(HTTPStatus.NOT_FOUND)
        case "message":
            return json_answer({"Message": "Not found."}, HTTPStatus.NOT_FOUND)
        case "error_array":
            return json_answer([problem("BOE-0001")], HTTPStatus.NOT_FOUND)
