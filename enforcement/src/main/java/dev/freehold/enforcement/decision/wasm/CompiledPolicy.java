package dev.freehold.enforcement.decision.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.policy.PolicyBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A policy bundle that is ready to decide: its compiled module and its data; makes instances that share the code. */
final class CompiledPolicy {
    private static final String ENTRYPOINT = "freehold/decision";
    private static final int LARGEST_DATA = 1 << 20;

    private final CompiledModule module;
    private final byte[] data;
    private final int entrypoint;

    private CompiledPolicy(PolicyBundle bundle, Function<byte[], CompiledModule> modules) {
        byte[] wasm = bundle.wasm();
        data = bundle.data();
        if (data.length > LARGEST_DATA) {
            throw new PolicyRefusedException("a bundle's data has at most " + LARGEST_DATA + " bytes");
        }
        if (!PolicyBundle.digestOf(wasm, data).equals(bundle.digest())) {
            throw new PolicyRefusedException("the bundle's content has not the bundle's digest");
        }
        module = modules.apply(wasm);
        PolicyInstance first = instantiate();
        requireAbi(first);
        requireNoBuiltins(Json.read(first.table("builtins"), JsonNode.class));
        JsonNode id = Json.read(first.table("entrypoints"), JsonNode.class).path(ENTRYPOINT);
        if (!id.isInt()) {
            throw new PolicyRefusedException("the module has no entrypoint " + ENTRYPOINT);
        }
        entrypoint = id.intValue();
    }

    /**
     * Compiles a bundle and makes a first instance of it.
     *
     * @throws PolicyRefusedException if the bundle is not what its digest says, is no OPA policy with entrypoint
     *     {@code freehold/decision}, or needs a built-in that nobody supplies
     */
    static CompiledPolicy of(PolicyBundle bundle) {
        return of(bundle, CompiledModule::of);
    }

    /**
     * As above, with modules that may have been compiled before.
     *
     * @param modules gives the compiled form of exactly these bytes
     */
    static CompiledPolicy of(PolicyBundle bundle, Function<byte[], CompiledModule> modules) {
        try {
            return new CompiledPolicy(bundle, modules);
        } catch (PolicyRefusedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The module's own start throws whatever garbage makes it trip over.
            throw new PolicyRefusedException("the module cannot be compiled or started", e);
        }
    }

    private static void requireAbi(PolicyInstance policy) {
        if (policy.number("opa_wasm_abi_version") != 1 || policy.number("opa_wasm_abi_minor_version") < 2) {
            throw new PolicyRefusedException("the module is not of OPA's wasm ABI 1.2 or later");
        }
    }

    private static void requireNoBuiltins(JsonNode builtins) {
        List<String> names = new ArrayList<>();
        builtins.fieldNames().forEachRemaining(names::add);
        if (!builtins.isObject() || !names.isEmpty()) {
            throw new PolicyRefusedException(
                    "the policy uses built-ins that are not pure or not in the module: " + names);
        }
    }

    PolicyInstance instantiate() {
        return module.instantiate(data);
    }

    int entrypoint() {
        return entrypoint;
    }
}
