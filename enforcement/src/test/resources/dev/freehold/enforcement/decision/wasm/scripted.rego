# A policy that answers what its data tells it to, so that a test can make it give any result, none, or a trap.
# scripted.wasm was made of it by opa 1.22.2:
#   opa build -t wasm -e freehold/decision scripted.rego && tar -xzf bundle.tar.gz /policy.wasm
package freehold

decision := data.results[input.action]

decision := input if input.action == "echo"

decision := numbers.range(1, 60000) if input.action == "long"

# Two values for one rule: OPA aborts.
decision := action if {
	input.action == "conflict"
	some action in ["one", "other"]
}
