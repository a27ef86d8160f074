package carnet.benchmarks.pi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import carnet.cli.terminal.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTest {
    /** A JVM says "Picked up JAVA_TOOL_OPTIONS" to its standard error. */
    @Test
    void whatACommandSaysToStandardErrorIsNotWhatItPrints() throws Exception {
        assertEquals("42\n", Tool.run(List.of("sh", "-c", "echo note >&2; echo 42")));
    }

    @Test
    void aCommandThatFailsIsQuotedWithBoth() {
        Failure failure =
                assertThrows(Failure.class, () -> Tool.run(List.of("sh", "-c", "echo this; echo that >&2; exit 3")));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("exit code 3") && message.contains("this") && message.contains("that"), message);
    }
}
