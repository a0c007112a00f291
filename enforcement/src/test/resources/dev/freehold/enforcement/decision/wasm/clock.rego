# A policy that needs a built-in of its host; clock.wasm was made of it like scripted.wasm of scripted.rego.
package freehold

decision := {"allow": time.now_ns() > 0, "reasons": [], "obligations": []}
