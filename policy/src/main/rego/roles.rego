package freehold

granted if {
	some role in input.subject.roles
	input.action in data.tables.actions_by_role[role]
}

known_actions contains action if some action in data.tables.actions_by_role[_]

# METADATA
# title: Nobody may do an action that policy does not know.
# custom:
#   code: ACTION_UNKNOWN
deny contains reason(
	"ACTION_UNKNOWN",
	"Policy does not know this action.",
	"Use one of the actions that the policy bundle lists.",
) if {
	not action_known
}

action_known if input.action in known_actions

# METADATA
# title: None of the caller's roles may do this.
# custom:
#   code: ROLE_NOT_ALLOWED
deny contains reason(
	"ROLE_NOT_ALLOWED",
	concat("", ["None of your roles may do ", input.action, "."]),
	concat("", ["Ask someone who has the role ", concat(" or ", able), ", or ask the operator for that role."]),
) if {
	action_known
	not granted
	able := [role | some role in role_names; input.action in data.tables.actions_by_role[role]]
}

role_names := sort(object.keys(data.tables.actions_by_role))
