package carnet.cli.client;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a value that was read from JSON has all that its type promises: null only where the type says so. */
final class Complete {
    private Complete() {}

    static boolean is(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(Complete::is);
        }
        if (value instanceof Record fields) {
            for (RecordComponent component : fields.getClass().getRecordComponents()) {
                Object field = valueOf(component, fields);
                boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                if (!(optional && field == null) && !is(field)) {
                    return false;
                }
            }
        }
        return value != null;
    }

    private static @Nullable Object valueOf(RecordComponent component, Record fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record does not show its fields", e);
        }
    }
}
