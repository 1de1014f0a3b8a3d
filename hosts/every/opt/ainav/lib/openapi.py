"""Calls of Alibaba Cloud's RPC APIs with the keys of the host's role, signed with ACS3-HMAC-SHA256."""
import hashlib
import hmac
import json
import os
import time
import urllib.parse
import uuid

import boot
import host

# Addresses are inside the VPC where a service has one. The bastion cannot reach others before it has its elastic IP.
SERVICES = {
    "ecs": ("2014-05-26", "https://ecs-vpc.{}.aliyuncs.com"),
    "vpc": ("2016-04-28", "https://vpc-vpc.{}.aliyuncs.com"),
    "pvtz": ("2018-01-01", "https://pvtz.vpc-proxy.aliyuncs.com"),
    "sts": ("2015-04-01", "https://sts-vpc.{}.aliyuncs.com"),
    "ess": ("2022-02-22", "https://ess.aliyuncs.com"),
    "oos": ("2019-06-01", "https://oos.{}.aliyuncs.com"),
}

# Error codes that go away by themselves: of a role that was just attached or given a policy, and of a busy service.
NOT_YET = ("Forbidden.RAM", "NoPermission", "InvalidSecurityToken", "InvalidAccessKeyId", "Throttling")


def sign(address, action, version, parameters, keys, date, nonce):
    """The query and the headers of a POST without a body. `date` is like 2023-10-26T10:22:32Z."""
    query = "&".join(boot.percent(name) + "=" + boot.percent(value) for name, value in sorted(parameters.items()))
    empty = hashlib.sha256(b"").hexdigest()
    headers = {
        "host": address,
        "x-acs-action": action,
        "x-acs-content-sha256": empty,
        "x-acs-date": date,
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    if keys.token:
        headers["x-acs-security-token"] = keys.token
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join("{}:{}\n".format(name, headers[name]) for name in names)
    canonical = "\n".join(["POST", "/", query, lines, signed, empty])
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    signature = hmac.new(keys.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = "ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={}".format(
        keys.key_id, signed, signature
    )
    return query, headers


def call(service, action, **parameters):
    """Calls an action of one of the services, in the host's region. @raises boot.Failure with the service's code"""
    region = host.settings()["region"]
    version, pattern = SERVICES[service]
    url = os.environ.get("AINAV_OPENAPI_URL", pattern.format(region))
    address = urllib.parse.urlsplit(url).netloc

    def attempt():
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        given = dict(parameters, RegionId=region)
        query, headers = sign(address, action, version, given, boot.credentials(), date, uuid.uuid4().hex)
        try:
            return json.loads(boot.request("POST", url + "/?" + query, headers, again=()).decode())
        except boot.Failure as failure:
            failure.again = failure.again or failure.code.startswith(NOT_YET)
            raise

    return boot.retry(action, attempt)


def secret(name):
    """The value of a secret parameter of Operation Orchestration Service, which the host's role has to be able to read."""
    return call("oos", "GetSecretParameter", Name=name, WithDecryption="true")["Parameter"]["Value"]
