package carnet.node.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests strictly, one meaning per text, and writes answers. */
final class Json {
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(HttpLimits.JSON_DEPTH)
                        .maxStringLength(HttpLimits.JSON_STRING_CHARS)
                        .maxNumberLength(HttpLimits.JSON_NUMBER_CHARS)
                        .maxNameLength(HttpLimits.JSON_NAME_CHARS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, config -> config.setCoercion(
                                CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(byte[] body, Class<T> type) throws Refusal {
        try (JsonParser parser = MAPPER.createParser(body)) {
            try {
                T value = MAPPER.readValue(parser, type);
                if (value == null) {
                    throw Refusal.badRequest("The body must be a JSON object, not null.", null);
                }
                return value;
            } catch (JsonProcessingException e) {
                throw refusal(e, parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal refusal(JsonProcessingException e, JsonParser parser) {
        JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        String at = " at line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
        Throwable cause = e instanceof DatabindException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof StreamConstraintsException) {
            return new Refusal(400, "BAD_JSON", "The body is nested too deep or holds too long a value" + at);
        }
        if (cause instanceof InputCoercionException) {
            return new Refusal(400, "BAD_NUMBER", "The body holds a number out of range" + at);
        }
        if (!(cause instanceof DatabindException databind)) {
            return new Refusal(400, "BAD_JSON", "The body is not valid JSON" + at);
        }
        String field = databind instanceof JsonMappingException mapping ? path(mapping) : null;
        if (databind instanceof UnrecognizedPropertyException) {
            String message = "The body has a field that this path does not know.";
            return new Refusal(400, "UNKNOWN_FIELD", message, field, Map.of());
        }
        String what = field == null
                ? "The body does not have the form that this path takes"
                : "A field is missing or has a value of the wrong kind";
        return Refusal.badRequest(what + at, field);
    }

    private static @Nullable String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? null : path.toString();
    }
}
