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
import java.util.function.Function;

/**
 * A policy's module turned into JVM code, once; bundles that differ in their data alone share it, and are in force in
 * milliseconds.
 *
 * <p>The code is compiled or the module is refused: Chicory's interpreter would decide the same, a hundred times slower.
 */
final class CompiledModule {
    private static final int LARGEST = 4 << 20;
    private static final int MOST_PAGES = (32 << 20) / Memory.PAGE_SIZE;

    private final WasmModule module;
    private final Function<Instance, Machine> machines;
    private final MemoryLimits limits;

    private CompiledModule(byte[] wasm) {
        module = Parser.parse(wasm);
        limits = HostImports.memoryOf(module, MOST_PAGES);
        machines = MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .compile();
    }

    /**
     * Compiles a module.
     *
     * @throws PolicyRefusedException if it is too large, no module, or asks its host for what nobody supplies
     */
    static CompiledModule of(byte[] wasm) {
        if (wasm.length > LARGEST) {
            throw new PolicyRefusedException("a module has at most " + LARGEST + " bytes");
        }
        try {
            return new CompiledModule(wasm);
        } catch (PolicyRefusedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // Parser and compiler throw whatever garbage makes them trip over.
            throw new PolicyRefusedException("the module cannot be compiled or started", e);
        }
    }

    /** The module in a memory of its own, with this data. */
    PolicyInstance instantiate(byte[] data) {
        Memory memory = new ByteArrayMemory(limits);
        Instance instance = Instance.builder(module)
                .withImportValues(HostImports.of(module, memory))
                .withMachineFactory(machines)
                .build();
        return new PolicyInstance(instance, memory, data);
    }
}
