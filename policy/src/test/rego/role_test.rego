package freehold_test

asked(role, action) := json.patch(without("/use_case"), [
	{"op": "add", "path": "/subject/roles", "value": [role]},
	{"op": "add", "path": "/action", "value": action},
	{"op": "add", "path": "/resource/state", "value": state_for(action)},
])

state_for(action) := "approved" if action == "alias.move"

state_for(action) := "vetted" if action != "alias.move"

test_an_unknown_action_is_denied if codes(asked("operator", "model.sell")) == ["ACTION_UNKNOWN"]

test_each_role_may_do_its_own_actions_and_no_other if {
	every role, own in data.tables.actions_by_role {
		# Calls need a use case as well.
		allowed := {action | some action in data.freehold.known_actions; may(role, action)}
		allowed == {action | some action in own} - {action | some action in data.tables.calls}
	}
}

may(role, action) if data.freehold.decision.allow with input as asked(role, action)

test_a_caller_without_roles_may_do_nothing if {
	every action in data.freehold.known_actions {
		request := json.patch(asked("approver", action), [{"op": "add", "path": "/subject/roles", "value": []}])
		"ROLE_NOT_ALLOWED" in codes(request)
	}
}

test_the_remedy_names_the_roles_that_may if {
	decided := data.freehold.decision with input as asked("application", "job.read")
	decided.reasons == [{
		"code": "ROLE_NOT_ALLOWED",
		"sentence": "None of your roles may do job.read.",
		"remedy": concat("", [
			"Ask someone who has the role approver or compliance-officer or data-engineer,",
			" or ask the operator for that role.",
		]),
	}]
}

test_nobody_approves_their_own_model if {
	request := json.patch(asked("approver", "model.approve"), [{
		"op": "add",
		"path": "/resource/creator",
		"value": "p-7",
	}])
	codes(request) == ["SAME_PERSON"]
}

test_a_model_of_unknown_origin_is_approved_by_nobody if {
	request := json.patch(asked("approver", "model.approve"), [{"op": "remove", "path": "/resource/creator"}])
	codes(request) == ["SAME_PERSON"]
}

test_only_a_vetted_model_is_approved if {
	every state in ["quarantined", "approved", "retired", "revoked"] {
		request := json.patch(asked("approver", "model.approve"), [{
			"op": "add",
			"path": "/resource/state",
			"value": state,
		}])
		codes(request) == ["NOT_VETTED"]
	}
}

leak_tested(result) := json.patch(asked("approver", "model.approve"), [{
	"op": "add",
	"path": "/resource/leak_test",
	"value": result,
}])

test_only_a_model_that_does_not_leak_is_approved if {
	every result, expected in {
		"passed": [],
		"not_applicable": [],
		"failed": ["LEAK_TEST_FAILED"],
		"not_run": ["LEAK_TEST_MISSING"],
		"": ["LEAK_TEST_MISSING"],
		"PASSED": ["LEAK_TEST_MISSING"],
	} {
		codes(leak_tested(result)) == expected
	}
}

test_a_leak_test_that_is_absent_or_no_text_counts_as_missing if {
	absent := json.patch(asked("approver", "model.approve"), [{"op": "remove", "path": "/resource/leak_test"}])
	codes(absent) == ["LEAK_TEST_MISSING"]
	every result in [null, true, ["passed"], {"passed": "passed"}] {
		codes(leak_tested(result)) == ["LEAK_TEST_MISSING"]
	}
}

test_a_leak_test_is_asked_for_at_the_approval_alone if {
	request := json.patch(asked("data-engineer", "model.vet"), [{"op": "remove", "path": "/resource/leak_test"}])
	codes(request) == []
}

test_what_is_unsafe_is_not_downloaded if {
	every state, expected in {
		"quarantined": ["MODEL_QUARANTINED"],
		"vetted": [],
		"approved": [],
		"retired": [],
		"revoked": ["MODEL_REVOKED"],
		"blessed": ["MODEL_STATE_UNKNOWN"],
	} {
		request := json.patch(asked("data-engineer", "model.download"), [{
			"op": "add",
			"path": "/resource/state",
			"value": state,
		}])
		codes(request) == expected
	}
}

test_a_name_means_an_approved_model_only if {
	every state in ["quarantined", "vetted", "retired", "revoked", ""] {
		request := json.patch(asked("approver", "alias.move"), [{
			"op": "add",
			"path": "/resource/state",
			"value": state,
		}])
		codes(request) == ["ALIAS_NOT_APPROVED"]
	}
}

test_nobody_puts_their_own_policy_in_force if {
	request := json.patch(asked("approver", "policy.activate"), [{
		"op": "add",
		"path": "/resource/creator",
		"value": "p-7",
	}])
	codes(request) == ["POLICY_SAME_PERSON"]
}

test_a_policy_of_unknown_origin_is_put_in_force_by_nobody if {
	request := json.patch(asked("approver", "policy.activate"), [{"op": "remove", "path": "/resource/creator"}])
	codes(request) == ["POLICY_SAME_PERSON"]
}
