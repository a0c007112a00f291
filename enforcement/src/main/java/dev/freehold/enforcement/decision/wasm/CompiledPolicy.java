package dev.freehold.enforcement.decision.wasm;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.policy.PolicyBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A policy bundle turned into JVM code, once; makes instances that share that code.
 *
 * <p>The code is compiled or the bundle is refused: Chicory's interpreter would decide the same, a hundred times slower.
 */
final class CompiledPolicy {
    private static final String ENTRYPOINT = "freehold/decision";
    private static final int LARGEST_MODULE = 4 << 20;
    private static final int LARGEST_DATA = 1 << 20;
    private static final int MOST_PAGES = (32 << 20) / Memory.PAGE_SIZE;

    private final WasmModule module;
    private final Function<Instance, Machine> machines;
    private final MemoryLimits limits;
    private final byte[] data;
    private final int entrypoint;

    private CompiledPolicy(PolicyBundle bundle) {
        byte[] wasm = bundle.wasm();
        data = bundle.data();
        if (wasm.length > LARGEST_MODULE || data.length > LARGEST_DATA) {
            throw new PolicyRefusedException(
                    "a module has at most " + LARGEST_MODULE + " bytes and its data at most " + LARGEST_DATA);
        }
        if (!PolicyBundle.digestOf(wasm, data).equals(bundle.digest())) {
            throw new PolicyRefusedException("the bundle's content has not the bundle's digest");
        }
        module = Parser.parse(wasm);
        limits = HostImports.memoryOf(module, MOST_PAGES);
        machines = MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .compile();
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
        try {
            return new CompiledPolicy(bundle);
        } catch (PolicyRefusedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // Parser, compiler and the module's own start throw whatever garbage makes them trip over.
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
        Memory memory = new ByteArrayMemory(limits);
        Instance instance = Instance.builder(module)
                .withImportValues(HostImports.of(module, memory))
                .withMachineFactory(machines)
                .build();
        return new PolicyInstance(instance, memory, data);
    }

    int entrypoint() {
        return entrypoint;
    }
}
