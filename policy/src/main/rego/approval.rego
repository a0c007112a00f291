package freehold

# METADATA
# title: Nobody approves what they brought or tuned themselves.
# custom:
#   code: SAME_PERSON
deny contains reason(
	"SAME_PERSON",
	"Whoever brought or tuned a model may not approve it.",
	"Ask another approver to look at the model and approve it.",
) if {
	input.action == "model.approve"
	not second_person
}

second_person if {
	is_named(input.resource.creator)
	input.resource.creator != input.subject.pseudonym
}

# METADATA
# title: Only a vetted model can be approved.
# custom:
#   code: NOT_VETTED
deny contains reason(
	"NOT_VETTED",
	concat("", ["Model ", input.resource.name, " is not in state vetted, the only one that can be approved."]),
	"Ask the data team to vet this version first; one that was retired or revoked must be imported again.",
) if {
	input.action == "model.approve"
	not state_vetted
}

state_vetted if input.resource.state == "vetted"

# METADATA
# title: A model that recites what it was tuned on is approved by nobody.
# custom:
#   code: LEAK_TEST_FAILED
deny contains reason(
	"LEAK_TEST_FAILED",
	concat("", ["Model ", input.resource.name, " recites what it was tuned on: its leak test failed."]),
	"Tune it again with fewer epochs, a lower rank or without the rows that leak, and have it tested again.",
) if {
	input.action == "model.approve"
	input.resource.leak_test == "failed"
}

# METADATA
# title: A model is approved only if its leak test passed, or if none applies to it.
# custom:
#   code: LEAK_TEST_MISSING
deny contains reason(
	"LEAK_TEST_MISSING",
	concat("", ["Nobody has tested whether model ", input.resource.name, " recites what it was tuned on."]),
	"Ask the data team to tune it with the leak test switched on.",
) if {
	input.action == "model.approve"
	not leak_test_known
}

leak_test_known if input.resource.leak_test in ["passed", "not_applicable", "failed"]

# METADATA
# title: A name is made to mean an approved model only.
# custom:
#   code: ALIAS_NOT_APPROVED
deny contains reason(
	"ALIAS_NOT_APPROVED",
	concat("", ["The name ", input.resource.name, " cannot mean this version: it is not in state approved."]),
	"Name a version that is approved, or have this one approved first.",
) if {
	input.action == "alias.move"
	not state_approved
}

state_approved if input.resource.state == "approved"

# METADATA
# title: Nobody puts a policy in force that they published themselves.
# custom:
#   code: POLICY_SAME_PERSON
deny contains reason(
	"POLICY_SAME_PERSON",
	"Whoever published a version of the policy may not put it in force.",
	"Ask another person with one of the roles that may do so to read this version and put it in force.",
) if {
	input.action == "policy.activate"
	not second_person
}
