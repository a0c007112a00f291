package dev.freehold.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON bodies, bounded on the way in and written by the house's own mapper on the way out. */
public final class JsonDocuments {
    private static final int LONGEST_BODY = 64 << 10;

    private JsonDocuments() {}

    /**
     * Reads an object that has these fields; other fields are the reader's to refuse.
     *
     * @throws ProblemException if the body is too long, no JSON object, or a field is missing
     */
    public static ObjectNode object(InputStream body, String... required) {
        byte[] bytes = bounded(body);
        JsonNode document;
        try {
            document = Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new ProblemException(RegistryProblems.BODY, "the body is not a JSON document");
        }
        if (!(document instanceof ObjectNode object)) {
            throw new ProblemException(RegistryProblems.BODY, "the body is not a JSON object");
        }
        for (String field : required) {
            if (!object.hasNonNull(field)) {
                throw new ProblemException(RegistryProblems.BODY, "the field " + field + " is missing");
            }
        }
        return object;
    }

    /**
     * Turns an object into a record.
     *
     * @throws ProblemException naming what the record does not take
     */
    public static <T> T as(ObjectNode document, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new ProblemException(RegistryProblems.BODY, sentence(e));
        }
    }

    /** Answers with a record, a tree or a list of them. */
    public static Response answer(int status, Object value) {
        try {
            return Response.status(status)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Json.MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an answer", e);
        }
    }

    private static byte[] bounded(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new ProblemException(RegistryProblems.BODY, "the body is longer than " + LONGEST_BODY + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jackson's own message may quote the value; the records' own messages do not. */
    private static String sentence(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null) {
            return own.getMessage();
        }
        if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
                && !mapping.getPath().isEmpty()
                && mapping.getPath().get(0).getFieldName() != null) {
            return "the field " + mapping.getPath().get(0).getFieldName()
                    + " is unknown or does not have its type or one of its values";
        }
        return "a field is unknown or does not have its type or one of its values";
    }
}
