#!/usr/bin/env python3
"""The API keeps what its OpenAPI description promises: contract.py FINDINGS INDEX DOCUMENT

Serves INDEX, asks for the example of every endpoint in every format it has, checks replies against the schemas with no key
left undescribed, tries every parameter's bounds, and asks for every address that DOCUMENT shows with curl.
"""
import atexit
import csv
import io
import json
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as xml

import jsonschema

program, index, document = sys.argv[1:]
failures, checks = [], 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        failures.append(what)
        print("FAILED:", what)


server = subprocess.Popen([program, "serve", "--index", index, "--listen", "127.0.0.1:0"],
                          stderr=subprocess.PIPE, text=True)
atexit.register(server.kill)
root = next(json.loads(line)["message"].split()[-1].rstrip("/") for line in server.stderr
            if json.loads(line)["event"] == "start")


def get(path, accept=None):
    request = urllib.request.Request(root + path, headers={"Accept": accept} if accept else {})
    try:
        with urllib.request.urlopen(request) as reply:
            return reply.status, reply.headers["Content-Type"].split(";")[0], reply.read().decode()
    except urllib.error.HTTPError as reply:
        return reply.code, reply.headers["Content-Type"].split(";")[0], reply.read().decode()


def closed(schema):
    """The schema with nothing allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: closed(value) for key, value in schema.items()}
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
    return schema


def with_parameter(path, name, value):
    mark = "&" if "?" in path else "?"
    return path + mark + urllib.parse.urlencode({name: value})


READ = {
    "application/json": json.loads,
    "application/x-ndjson": lambda text: [json.loads(line) for line in text.splitlines()],
    "text/csv": lambda text: list(csv.reader(io.StringIO(text), strict=True)),
    "text/tab-separated-values": lambda text: [line.split("\t") for line in text.splitlines()],
    "application/atom+xml": xml.fromstring,
    "image/svg+xml": xml.fromstring,
    "application/vnd.citationstyles.csl+json": json.loads,
    "application/x-suggestions+json": json.loads,
}

status, kind, text = get("/api/v1/openapi.json")
description = json.loads(text)
check(status == 200 and description["openapi"].startswith("3.1."), "openapi.json is OpenAPI 3.1")
for name, schema in description["components"]["schemas"].items():
    jsonschema.Draft202012Validator.check_schema(schema)
    for reference in re.findall(r'"\$ref": "([^"]+)"', json.dumps(schema)):
        check(reference.rsplit("/", 1)[1] in description["components"]["schemas"], f"{name}: {reference} exists")


def check_json(text, schema, what):
    whole = {**closed(schema), "components": closed(description["components"])}
    for error in jsonschema.Draft202012Validator(whole).iter_errors(json.loads(text)):
        path = "/".join(map(str, error.absolute_path))
        check(False, f"{what}: {path}: {error.message[:300]}")
        break
    else:
        check(True, what)


def check_error(path, status_wanted, parameter=None):
    status, kind, text = get(path)
    check(status == status_wanted and kind == "application/json", f"{path} is refused with {status_wanted}: {status}")
    if status >= 400:
        check_json(text, {"$ref": "#/components/schemas/Error"}, f"{path}: the error is as described")
        if parameter:
            check(json.loads(text)["error"]["param"] == parameter, f"{path} names the parameter {parameter}")


for template, operations in description["paths"].items():
    operation = operations["get"]
    example = operation["x-example"]
    pattern = "^" + re.sub(r"\{[^}]+\}", "[^?]+", template) + r"(\?|$)"
    check(re.match(pattern, example), f"{example} is an address of {template}")
    named = re.findall(r"\{([^}]+)\}", template)
    in_path = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
    check(named == in_path, f"{template}: its names are described")

    content = operation["responses"]["200"]["content"]
    queries = {one["name"]: one for one in operation["parameters"] if one["in"] == "query"}
    for media, body in content.items():
        for path, accept in [(with_parameter(example, "format", body["x-format"]), None), (example, media)]:
            path = path if body["x-format"] not in ("csv", "tsv", "ndjson", "md", "atom") else re.sub(r"&facets=[^&]+", "", path)
            status, kind, text = get(path, accept)
            check(status == 200 and kind == media, f"{path} as {media}: {status} {kind}")
            check(text.strip() != "", f"{path} as {media} is not empty")
            read = READ.get(media, str)(text)
            if media == "application/json" and "schema" in body:
                check_json(text, body["schema"], f"{path} is as described")
            if media in ("text/csv", "text/tab-separated-values"):
                check(len(read) > 1 and all(len(row) == len(read[0]) for row in read), f"{path}: rows are as long as the heading")

    for name, parameter in queries.items():
        schema = parameter["schema"]
        if schema["type"] == "integer":
            check_error(with_parameter(example, name, "x"), 400, name)
            check_error(with_parameter(example, name, "-1"), 400, name)
            if "maximum" in schema:
                check_error(with_parameter(example, name, schema["maximum"] + 1), 400, name)
        if "enum" in schema:
            check_error(with_parameter(example, name, "no-such-choice"), 400, name)
            if "?" + name not in example and "&" + name not in example and name != "format":
                for choice in schema["enum"]:
                    status = get(with_parameter(example, name, choice))[0]
                    check(status == 200, f"{template}: {name}={choice} is answered: {status}")
        if schema["type"] != "array" and name != "q":
            given = schema.get("default", schema.get("minimum", "x"))
            twice = with_parameter(with_parameter(example, name, given), name, given)
            check_error(twice, 400, name)
    check_error(with_parameter(example, "no_such_parameter", "1"), 400, "no_such_parameter")

for path, more in {
    "/api/v1/search?q=neglect": ["&table=area,grade", "&group=report&group_size=2", "&group=authority", "&group=section",
                                 "&context=2&limit=3", "&sample=7&stratify=framework,grade&seed=3", "&duplicates=show",
                                 "&facets=section,authority,area,grade,band,framework,year,kind,region,overall,outcome"],
    "/api/v1/search?q=": ["neglct", "neglect&grade=good&grade=none&area=adoption", "CAMHS", "safeguard*", "*"],
}.items():
    for one in more:
        status, _, text = get(path + one)
        check(status == 200, f"{path + one}: {status}")
        check_json(text, {"$ref": "#/components/schemas/Results"}, f"{path + one} is as described")

for path, status, parameter in [
    ("/api/v1/search", 400, "q"),
    ("/api/v1/search?q=(neglect", 400, "q"),
    ("/api/v1/search?q=neglect&grade=goood", 400, None),
    ("/api/v1/search?q=neglect&table=area", 400, "table"),
    ("/api/v1/search?q=neglect&facets=colour", 400, None),
    ("/api/v1/search?q=neglect&format=csv&facets=area", 400, "facets"),
    ("/api/v1/search?q=neglect&stratify=grade", 400, "stratify"),
    ("/api/v1/search?q=neglect&sample=3&sort=newest", 400, "sort"),
    ("/api/v1/facets/colour?q=neglect", 400, None),
    ("/api/v1/paragraphs/no/such/paragraph", 404, None),
    ("/api/v1/similar/no/such/paragraph", 404, None),
    ("/api/v1/cite/no/such/paragraph", 404, None),
    ("/api/v1/reports/no/such/report", 404, None),
    ("/api/v1/nothing", 404, None),
]:
    check_error(path, status, parameter)

shown = re.findall(r"curl[^\n]*?'?http://127\.0\.0\.1:8080([^'\s]+)", open(document, encoding="utf-8").read())
for template in description["paths"]:
    pattern = "^" + re.sub(r"\{[^}]+\}", "[^?]+", template) + r"(\?|$)"
    check(any(re.match(pattern, path) for path in shown), f"{document} shows {template}")
for path in shown:
    status, _, text = get(path)
    check(status == 200 and text.strip(), f"{document}: {path} is answered: {status}")

for path in ["/opensearch.xml"]:
    status, kind, text = get(path)
    check(status == 200 and xml.fromstring(text) is not None, f"{path} is XML")
    for address in xml.fromstring(text).iter("{http://a9.com/-/spec/opensearch/1.1/}Url"):
        target = address.get("template").replace("{searchTerms}", "neglect").removeprefix(root)
        status, kind, _ = get(target)
        check(status == 200 and kind == address.get("type"), f"{target} is answered as {address.get('type')}: {status} {kind}")

server.terminate()
check(server.wait(10) == 0, "the server ends in order")
print(f"{checks} checks, {len(failures)} failed")
sys.exit(1 if failures else 0)
