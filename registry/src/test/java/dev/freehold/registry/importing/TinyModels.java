package dev.freehold.registry.importing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Transformers folders small enough to write down, whose sizes differ by their vocabulary. */
public final class TinyModels {
    private static final int HIDDEN = 4;

    private TinyModels() {}

    static String config(String type, String architecture, int vocabulary) {
        return String.format(
                "{\"architectures\":[\"%s\"],\"model_type\":\"%s\",\"vocab_size\":%d,\"hidden_size\":%d,"
                        + "\"num_hidden_layers\":1,\"num_attention_heads\":2,\"intermediate_size\":8,"
                        + "\"max_position_embeddings\":64,\"hidden_act\":\"%s\"}",
                architecture, type, vocabulary, HIDDEN, type.equals("bert") ? "gelu" : "silu");
    }

    /** A decoder of one layer. */
    public static Map<String, byte[]> llama(int vocabulary, boolean chat) {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        tensors.put("model.embed_tokens.weight", new long[] {vocabulary, HIDDEN});
        tensors.put("model.norm.weight", new long[] {HIDDEN});
        tensors.put("lm_head.weight", new long[] {vocabulary, HIDDEN});
        String layer = "model.layers.0.";
        tensors.put(layer + "input_layernorm.weight", new long[] {HIDDEN});
        tensors.put(layer + "post_attention_layernorm.weight", new long[] {HIDDEN});
        for (String name : new String[] {"q", "k", "v", "o"}) {
            tensors.put(layer + "self_attn." + name + "_proj.weight", new long[] {HIDDEN, HIDDEN});
        }
        tensors.put(layer + "mlp.gate_proj.weight", new long[] {8, HIDDEN});
        tensors.put(layer + "mlp.up_proj.weight", new long[] {8, HIDDEN});
        tensors.put(layer + "mlp.down_proj.weight", new long[] {HIDDEN, 8});
        Map<String, byte[]> files = files(config("llama", "LlamaForCausalLM", vocabulary), tensors);
        if (chat) {
            files.put("tokenizer_config.json", bytes("{\"chat_template\":\"{{ messages[0]['content'] }}\"}"));
        }
        return files;
    }

    static Map<String, byte[]> bert(int vocabulary) {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        tensors.put("embeddings.word_embeddings.weight", new long[] {vocabulary, HIDDEN});
        tensors.put("encoder.layer.0.attention.self.query.weight", new long[] {HIDDEN, HIDDEN});
        return files(config("bert", "BertModel", vocabulary), tensors);
    }

    private static Map<String, byte[]> files(String config, Map<String, long[]> tensors) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("config.json", bytes(config));
        files.put(
                "tokenizer.json",
                bytes("{\"version\":\"1.0\",\"added_tokens\":[],\"model\":{\"type\":\"WordLevel\","
                        + "\"vocab\":{\"a\":0,\"[UNK]\":1},\"unk_token\":\"[UNK]\"}}"));
        files.put("model.safetensors", safetensors(tensors));
        return files;
    }

    private static byte[] safetensors(Map<String, long[]> tensors) {
        StringBuilder header = new StringBuilder("{");
        long at = 0;
        for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
            long size = Float.BYTES;
            StringBuilder shape = new StringBuilder();
            for (long side : tensor.getValue()) {
                size *= side;
                shape.append(shape.length() == 0 ? "" : ",").append(side);
            }
            header.append(header.length() == 1 ? "" : ",")
                    .append(String.format(
                            "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}",
                            tensor.getKey(), shape, at, at + size));
            at += size;
        }
        byte[] text = bytes(header.append('}').toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        out.writeBytes(text);
        out.writeBytes(new byte[(int) at]);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
