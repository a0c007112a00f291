package freehold

# METADATA
# title: A call to a model belongs to a registered use case.
# custom:
#   code: USE_CASE_MISSING
deny contains reason(
	"USE_CASE_MISSING",
	"This call belongs to no registered use case.",
	"Ask the operator to register your use case and to issue a key for it.",
) if {
	is_call
	not use_case_named
}

# METADATA
# title: A use case serves its own tenant only.
# custom:
#   code: USE_CASE_OF_OTHER_TENANT
deny contains reason(
	"USE_CASE_OF_OTHER_TENANT",
	"This use case belongs to another tenant.",
	"Ask the operator for a key of a use case in your own tenant.",
) if {
	is_object(input.use_case)
	not same_tenant
}

same_tenant if input.use_case.tenant == input.tenant

# METADATA
# title: The use case may call the models on its own list only.
# custom:
#   code: MODEL_NOT_IN_USE_CASE
deny contains reason(
	"MODEL_NOT_IN_USE_CASE",
	concat("", ["Use case ", input.use_case.id, " may not call model ", input.resource.name, "."]),
	"Call one of the models of the use case, or ask its owner to have this model added.",
) if {
	has_purpose
	not model_listed
}

model_listed if input.resource.name in input.use_case.models

# METADATA
# title: The use case has made all the calls that its day allows.
# custom:
#   code: BUDGET_SPENT
deny contains reason(
	"BUDGET_SPENT",
	concat("", ["Use case ", input.use_case.id, " has made all the calls that it may make in one day."]),
	"Wait until midnight UTC, or ask the owner of the use case to have its daily calls raised.",
) if {
	has_purpose
	not within_budget
}

within_budget if {
	is_number(input.use_case.daily_calls)
	input.calls_today < input.use_case.daily_calls
}
