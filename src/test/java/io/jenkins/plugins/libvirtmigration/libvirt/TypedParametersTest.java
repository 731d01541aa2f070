package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.libvirt.jna.virTypedParameter;

/** The array is laid out by hand, as a C compiler does it for struct virTypedParameter. */
class TypedParametersTest {
    private static final int STRUCT = new virTypedParameter().size();
    private static final int VALUE = STRUCT - 8;

    private final Memory array = new Memory(8L * STRUCT);
    private int count;

    TypedParametersTest() {
        array.clear();
    }

    private Pointer next(String name, int type) {
        Pointer parameter = array.share((long) count++ * STRUCT);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        parameter.write(0, bytes, 0, bytes.length);
        parameter.setInt(80, type);
        return parameter;
    }

    @Test
    void everyTypeIsRead() {
        Memory text = new Memory(16);
        text.setString(0, "Grüße", "UTF-8");
        next("int", 1).setInt(VALUE, -7);
        next("uint", 2).setInt(VALUE, -1);
        next("llong", 3).setLong(VALUE, -8_589_934_592L);
        next("ullong", 4).setLong(VALUE, 1L << 40);
        next("double", 5).setDouble(VALUE, 0.5);
        next("boolean", 6).setByte(VALUE, (byte) 1);
        next("string", 7).setPointer(VALUE, text);
        next("unknown", 99);

        assertThat(TypedParameters.read(array, count))
                .isEqualTo(Map.of(
                        "int",
                        -7L,
                        "uint",
                        4_294_967_295L,
                        "llong",
                        -8_589_934_592L,
                        "ullong",
                        1L << 40,
                        "double",
                        0.5,
                        "boolean",
                        true,
                        "string",
                        "Grüße"));
    }

    @Test
    void aNameOfFullLengthEndsAtItsField() {
        String name = "n".repeat(80);
        next(name, 1).setInt(VALUE, 1);

        assertThat(TypedParameters.read(array, count)).containsOnlyKeys(name);
    }

    @Test
    void anEmptyArrayHasNothing() {
        assertThat(TypedParameters.read(Pointer.NULL, 0)).isEmpty();
    }

    @Test
    void theLayoutIsThatOfTheMachine() {
        assertThat(STRUCT).isEqualTo(Native.POINTER_SIZE == 8 ? 96 : 92);
    }
}
