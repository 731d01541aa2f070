package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.libvirt.jna.virTypedParameter;

/** libvirt's arrays of virTypedParameter: a name of 80 bytes, a type, and a union of 8 bytes. */
final class TypedParameters implements AutoCloseable {
    private static final int NAME_BYTES = 80;
    private static final int STRUCT_BYTES = new virTypedParameter().size();
    private static final int VALUE_BYTES = 8;

    private final LibvirtNative library;
    private final PointerByReference array = new PointerByReference();
    private final IntByReference count = new IntByReference();

    private TypedParameters(LibvirtNative library) {
        this.library = library;
    }

    /** An array for libvirt to read; closing frees it. */
    static TypedParameters of(LibvirtNative library, List<LibvirtParameter> parameters) {
        TypedParameters built = new TypedParameters(library);
        IntByReference room = new IntByReference();
        for (LibvirtParameter parameter : parameters) {
            if (built.add(parameter, room) < 0) {
                String words = library.virGetLastErrorMessage();
                int code = library.virGetLastErrorCode();
                built.close();
                throw new LibvirtCallException(code, "parameter " + parameter.name() + ": " + words);
            }
        }
        return built;
    }

    private int add(LibvirtParameter parameter, IntByReference room) {
        String name = parameter.name();
        if (parameter.value() instanceof String text) {
            return library.virTypedParamsAddString(array, count, room, name, text);
        }
        if (parameter.value() instanceof Long number) {
            return library.virTypedParamsAddULLong(array, count, room, name, number);
        }
        return library.virTypedParamsAddInt(array, count, room, name, (Integer) parameter.value());
    }

    Pointer pointer() {
        return array.getValue();
    }

    int count() {
        return count.getValue();
    }

    @Override
    public void close() {
        library.virTypedParamsFree(array.getValue(), count.getValue());
    }

    /** An array that libvirt filled, by name; numbers as Long or Double, truth values as Boolean. */
    static Map<String, Object> read(Pointer array, int count) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Pointer parameter = array.share((long) i * STRUCT_BYTES);
            Object value = value(parameter);
            if (value != null) {
                values.put(name(parameter), value);
            }
        }
        return values;
    }

    /** A name of the whole field's length has no NUL at its end. */
    static String name(Pointer parameter) {
        byte[] bytes = parameter.getByteArray(0, NAME_BYTES);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static Object value(Pointer parameter) {
        long at = STRUCT_BYTES - VALUE_BYTES;
        return switch (parameter.getInt(NAME_BYTES)) {
            case virTypedParameter.TYPED_PARAM_INT -> (long) parameter.getInt(at);
            case virTypedParameter.TYPED_PARAM_UINT -> Integer.toUnsignedLong(parameter.getInt(at));
            case virTypedParameter.TYPED_PARAM_LONG, virTypedParameter.TYPED_PARAM_ULONG -> parameter.getLong(at);
            case virTypedParameter.TYPED_PARAM_DOUBLE -> parameter.getDouble(at);
            case virTypedParameter.TYPED_PARAM_BOOLEAN -> parameter.getByte(at) != 0;
            case virTypedParameter.TYPED_PARAM_STRING -> {
                Pointer text = parameter.getPointer(at);
                yield text == null ? null : text.getString(0, "UTF-8");
            }
            default -> null;
        };
    }
}
