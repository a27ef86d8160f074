package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockDeviceTest {
    @Test
    void takesDeviceNumbersApartAsLinuxPacksThem() {
        assertThat(BlockDevice.name(0xfe00)).isEqualTo("254:0");
        assertThat(BlockDevice.name(0x801)).isEqualTo("8:1");
        assertThat(BlockDevice.name(0x11110370L)).as("numbers beyond 8 bits").isEqualTo("259:70000");
    }
}
