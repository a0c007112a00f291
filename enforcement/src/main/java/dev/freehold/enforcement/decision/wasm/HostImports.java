package dev.freehold.enforcement.decision.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.HashMap;
import java.util.Map;

/**
 * What a compiled policy may ask of its host: memory, a way to abort, and nothing else.
 *
 * <p>No built-in is supplied: what OPA's compiler cannot put into the module itself has a clock, a network or chance in it,
 * or gives other text than OPA does.
 */
final class HostImports {
    private static final String HOST = "env";
    private static final WasmFunctionHandle ABORT = (instance, address) -> {
        throw new PolicyTrapException("the policy aborted");
    };
    private static final WasmFunctionHandle PRINT = (instance, address) -> new long[0];
    private static final WasmFunctionHandle BUILTIN = (instance, arguments) -> {
        throw new PolicyTrapException("the policy called a built-in that nobody supplies");
    };
    private static final Map<String, WasmFunctionHandle> FUNCTIONS = functions();

    private HostImports() {}

    private static Map<String, WasmFunctionHandle> functions() {
        Map<String, WasmFunctionHandle> functions = new HashMap<>(Map.of("opa_abort", ABORT, "opa_println", PRINT));
        for (int arguments = 0; arguments <= 4; arguments++) {
            functions.put("opa_builtin" + arguments, BUILTIN);
        }
        return Map.copyOf(functions);
    }

    /**
     * Finds the memory that the module asks for.
     *
     * @throws PolicyRefusedException if the module asks for anything that is not in the ABI
     */
    static MemoryLimits memoryOf(WasmModule module, int mostPages) {
        MemoryLimits found = null;
        for (Import wanted : imports(module)) {
            boolean known = wanted.module().equals(HOST)
                    && (wanted instanceof MemoryImport
                            || (wanted.importType() == ExternalType.FUNCTION && FUNCTIONS.containsKey(wanted.name())));
            if (!known) {
                throw new PolicyRefusedException(
                        "the module asks its host for " + wanted.module() + "." + wanted.name());
            }
            if (wanted instanceof MemoryImport memory) {
                found = memory.limits();
            }
        }
        if (found == null || found.initialPages() > mostPages) {
            throw new PolicyRefusedException("the module asks for no memory, or for more than it may have");
        }
        return new MemoryLimits(found.initialPages(), Math.min(mostPages, found.maximumPages()));
    }

    static ImportValues of(WasmModule module, Memory memory) {
        ImportValues.Builder values = ImportValues.builder();
        for (Import wanted : imports(module)) {
            if (wanted instanceof FunctionImport function) {
                FunctionType type = module.typeSection().getType(function.typeIndex());
                WasmFunctionHandle handle = FUNCTIONS.get(function.name());
                if (handle != null) {
                    values.addFunction(new HostFunction(HOST, function.name(), type, handle));
                }
            } else {
                values.addMemory(new ImportMemory(HOST, wanted.name(), memory));
            }
        }
        return values.build();
    }

    private static Iterable<Import> imports(WasmModule module) {
        return () -> module.importSection().stream().iterator();
    }
}
