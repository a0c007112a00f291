package dev.freehold.enforcement.decision.wasm;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;

/**
 * One policy in its own memory, with its data loaded. Used by one thread at a time, and never again once it has trapped.
 */
final class PolicyInstance {
    private static final int LONGEST_RESULT = 256 << 10;
    private static final int JSON = 0;

    private final Instance instance;
    private final Memory memory;
    private final ExportFunction eval;
    private final long data;
    private final int heap;

    /**
     * @throws ChicoryException if the module has not the functions of the ABI, or traps
     */
    PolicyInstance(Instance instance, Memory memory, byte[] data) {
        this.instance = instance;
        this.memory = memory;
        this.eval = instance.export("opa_eval");
        this.data = load(data);
        this.heap = aligned(Math.toIntExact(call("opa_heap_ptr_get")));
    }

    private long load(byte[] json) {
        long text = call("opa_malloc", json.length);
        memory.write(Math.toIntExact(text), json);
        long value = call("opa_json_parse", text, json.length);
        if (value == 0) {
            throw new PolicyTrapException("the bundle's data is no JSON");
        }
        return value;
    }

    /** The policy's own tables, {@code builtins} and {@code entrypoints}, as JSON. */
    byte[] table(String name) {
        return text(call("opa_json_dump", call(name)));
    }

    /** The value of a number that the module exports. */
    long number(String name) {
        return instance.exports().global(name).getValue();
    }

    /**
     * Evaluates an entrypoint.
     *
     * @param input JSON in UTF-8
     * @return JSON in UTF-8: an array with one member per result, empty where the policy is undefined
     * @throws PolicyTrapException if there is no result; the instance is then of no further use
     */
    byte[] evaluate(int entrypoint, byte[] input) {
        try {
            int end = aligned(Math.addExact(heap, input.length));
            reserve(end);
            memory.write(heap, input);
            // The one-shot call of ABI 1.2 first sets the heap back to `end`, so nothing of an earlier call is left.
            return text(eval.apply(0, entrypoint, data, heap, input.length, end, JSON)[0]);
        } catch (ChicoryException | IndexOutOfBoundsException | ArithmeticException | StackOverflowError e) {
            throw new PolicyTrapException("the policy trapped", e);
        }
    }

    private void reserve(int end) {
        int missing = end - Memory.bytes(memory.pages());
        if (missing > 0 && memory.grow((missing + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE) < 0) {
            throw new PolicyTrapException("the input does not fit into the policy's memory");
        }
    }

    private byte[] text(long address) {
        int start = Math.toIntExact(address);
        int mostEnd = Math.min(Memory.bytes(memory.pages()), Math.addExact(start, LONGEST_RESULT));
        for (int end = start; end < mostEnd; end++) {
            if (memory.read(end) == 0) {
                return memory.readBytes(start, end - start);
            }
        }
        throw new PolicyTrapException("the policy's result is longer than " + LONGEST_RESULT + " bytes");
    }

    private long call(String function, long... arguments) {
        return instance.export(function).apply(arguments)[0];
    }

    private static int aligned(int address) {
        return Math.addExact(address, 7) & ~7;
    }
}
