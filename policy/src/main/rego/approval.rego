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
