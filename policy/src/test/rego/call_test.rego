package freehold_test

# A call that every rule lets pass; each test spoils one thing.
good_call := {
	"schema": "freehold.decision/1",
	"now": "2026-11-23T09:00:00.000000Z",
	"tenant": "acme",
	"subject": {"pseudonym": "p-7", "client": "key-1", "roles": ["application"]},
	"action": "model.embed",
	"resource": {
		"kind": "model",
		"name": "minilm",
		"digest": "sha256:00",
		"state": "approved",
		"licence": "Apache-2.0",
		"label": {"confidentiality": "internal", "categories": [], "obligations": [], "trusted": true},
		"creator": "p-9",
		"leak_test": "passed",
	},
	"use_case": {
		"tenant": "acme",
		"id": "support-triage",
		"owner": "dana",
		"purpose": "Sort support letters.",
		"data_categories": ["PII"],
		"models": ["minilm", "triage"],
		"clearance": "confidential",
		"retention_days": 183,
		"daily_calls": 1000,
	},
	"findings": [],
	"calls_today": 0,
}

spoiled(path, value) := json.patch(good_call, [{"op": "add", "path": path, "value": value}])

without(path) := json.patch(good_call, [{"op": "remove", "path": path}])

codes(request) := [reason.code | some reason in data.freehold.decision.reasons with input as request]

found(type, category) := spoiled("/findings", [{"type": type, "category": category, "count": 1}])

test_a_good_call_is_allowed_without_conditions if {
	decided := data.freehold.decision with input as good_call
	decided == {"allow": true, "reasons": [], "obligations": []}
}

test_nothing_at_all_is_denied if {
	decided := data.freehold.decision with input as {}
	not decided.allow
	[reason.code | some reason in decided.reasons] == ["ACTION_UNKNOWN", "INPUT_INCOMPLETE"]
}

test_an_older_schema_is_denied if {
	codes(spoiled("/schema", "freehold.decision/0")) == ["INPUT_INCOMPLETE"]
}

test_a_finding_without_a_category_is_denied if {
	codes(spoiled("/findings", [{"type": "email", "count": 1}])) == ["INPUT_INCOMPLETE"]
}

test_a_negative_count_of_calls_is_denied if codes(spoiled("/calls_today", -1)) == ["INPUT_INCOMPLETE"]

test_an_empty_name_is_denied if "INPUT_INCOMPLETE" in codes(spoiled("/resource/name", ""))

test_a_call_without_a_use_case_is_denied if codes(without("/use_case")) == ["USE_CASE_MISSING"]

test_a_use_case_of_another_tenant_is_denied if {
	codes(spoiled("/use_case/tenant", "globex")) == ["USE_CASE_OF_OTHER_TENANT"]
}

test_a_use_case_without_a_tenant_is_denied if codes(without("/use_case/tenant")) == ["USE_CASE_OF_OTHER_TENANT"]

test_a_model_outside_the_use_case_is_denied if codes(spoiled("/resource/name", "other")) == ["MODEL_NOT_IN_USE_CASE"]

test_each_state_but_approved_has_its_own_code if {
	every state, code in {
		"quarantined": "MODEL_QUARANTINED",
		"vetted": "MODEL_NOT_APPROVED",
		"retired": "MODEL_RETIRED",
		"revoked": "MODEL_REVOKED",
		"blessed": "MODEL_STATE_UNKNOWN",
	} {
		codes(spoiled("/resource/state", state)) == [code]
	}
}

test_a_model_without_a_state_is_denied if codes(without("/resource/state")) == ["MODEL_STATE_UNKNOWN"]

test_clearance_reaches_up_to_its_own_level if {
	codes(spoiled("/resource/label/confidentiality", "public")) == []
	codes(spoiled("/resource/label/confidentiality", "confidential")) == []
	codes(spoiled("/resource/label/confidentiality", "restricted")) == ["CLEARANCE_TOO_LOW"]
}

test_an_unknown_level_is_denied if {
	codes(spoiled("/resource/label/confidentiality", "secret")) == ["CLEARANCE_TOO_LOW"]
	codes(spoiled("/use_case/clearance", "cosmic")) == ["CLEARANCE_TOO_LOW"]
}

test_a_model_without_a_label_is_denied if {
	codes(without("/resource/label")) == ["CLEARANCE_TOO_LOW", "PURPOSE_NOT_PERMITTED"]
}

test_purposes_of_a_label_bind if {
	codes(spoiled("/resource/label/purposes", ["support-triage"])) == []
	codes(spoiled("/resource/label/purposes", ["credit-scoring"])) == ["PURPOSE_NOT_PERMITTED"]
	codes(spoiled("/resource/label/purposes", [])) == ["PURPOSE_NOT_PERMITTED"]
}

test_a_licence_must_be_on_the_list if {
	codes(spoiled("/resource/licence", "MIT")) == []
	codes(spoiled("/resource/licence", "CC-BY-NC-4.0")) == ["LICENCE_NOT_ALLOWED"]
	codes(without("/resource/licence")) == ["LICENCE_NOT_ALLOWED"]
}

test_the_last_call_of_the_day_is_the_one_below_the_limit if {
	codes(spoiled("/calls_today", 999)) == []
	codes(spoiled("/calls_today", 1000)) == ["BUDGET_SPENT"]
	codes(without("/use_case/daily_calls")) == ["BUDGET_SPENT"]
}

test_permitted_personal_data_is_allowed_and_masked if {
	decided := data.freehold.decision with input as spoiled("/findings", [
		{"type": "phone", "category": "PII", "count": 1},
		{"type": "email", "category": "PII", "count": 2},
	])
	decided == {"allow": true, "reasons": [], "obligations": [{"kind": "redact", "types": ["email", "phone"]}]}
}

test_a_denial_carries_no_obligation if {
	request := json.patch(found("email", "PII"), [{"op": "add", "path": "/calls_today", "value": 5000}])
	decided := data.freehold.decision with input as request
	decided.obligations == []
	not decided.allow
}

test_data_that_the_use_case_may_not_send_is_denied_by_name if {
	decided := data.freehold.decision with input as spoiled("/findings", [
		{"type": "payment_card", "category": "PCI", "count": 1},
		{"type": "ip_address", "category": "NETWORK", "count": 1},
	])
	[[reason.code, reason.sentence] | some reason in decided.reasons] == [[
		"DATA_CATEGORY_NOT_PERMITTED",
		"The text holds data that this use case may not send: NETWORK, PCI.",
	]]
}

test_a_category_that_policy_does_not_know_is_denied if {
	request := json.patch(
		found("palm", "BIOMETRIC"),
		[{"op": "add", "path": "/use_case/data_categories", "value": ["BIOMETRIC"]}],
	)
	codes(request) == ["DATA_CATEGORY_NOT_PERMITTED"]
}

test_a_secret_is_denied_even_where_the_use_case_lists_it if {
	request := json.patch(
		found("private_key", "SECRET"),
		[{"op": "add", "path": "/use_case/data_categories", "value": ["SECRET"]}],
	)
	codes(request) == ["SECRET_IN_TEXT"]
}

test_all_reasons_come_sorted_by_code if {
	request := json.patch(good_call, [
		{"op": "add", "path": "/resource/state", "value": "revoked"},
		{"op": "add", "path": "/resource/licence", "value": "none"},
		{"op": "add", "path": "/calls_today", "value": 5000},
	])
	codes(request) == ["BUDGET_SPENT", "LICENCE_NOT_ALLOWED", "MODEL_REVOKED"]
}
