package freehold_test

asked(role, action) := json.patch(without("/use_case"), [
	{"op": "add", "path": "/subject/roles", "value": [role]},
	{"op": "add", "path": "/action", "value": action},
	{"op": "add", "path": "/resource/state", "value": "vetted"},
])

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
