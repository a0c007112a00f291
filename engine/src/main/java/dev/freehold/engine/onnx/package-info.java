/** ONNX files of BERT encoders: reading them, turning them into Transformers folders, running them for comparison. */
@NullMarked
package dev.freehold.engine.onnx;

import org.jspecify.annotations.NullMarked;
