package dev.freehold.engine.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operation of an ONNX graph.
 *
 * @param name path of the module that the operation came from, then the operation
 * @param operator what it computes
 * @param inputs names of values
 * @param outputs names of values
 * @param flags whole-number attributes by name
 */
record OnnxNode(String name, String operator, List<String> inputs, List<String> outputs, Map<String, Long> flags) {
    OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        flags = Map.copyOf(flags);
    }
}
