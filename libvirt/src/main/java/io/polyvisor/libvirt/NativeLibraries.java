package io.polyvisor.libvirt;

import com.sun.jna.DefaultTypeMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.ToNativeContext;
import com.sun.jna.ToNativeConverter;
import com.sun.jna.TypeMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.LibvirtQemu;

/**
 * libvirt's client libraries, loaded at first use.
 *
 * <p>libvirt-java's own {@code Libvirt.INSTANCE} encodes strings in the platform's charset, so that under {@code LANG=C} a
 * guest's unicode name becomes question marks. The same interface is therefore loaded here with UTF-8, which is what
 * libvirt speaks, and with a check that no string is cut or changed on its way into C.
 */
final class NativeLibraries {

    private static final Map<String, Object> OPTIONS =
            Map.of(Library.OPTION_STRING_ENCODING, "UTF-8", Library.OPTION_TYPE_MAPPER, checkedStrings());

    private static @Nullable LibvirtNative libvirt;
    private static @Nullable LibvirtQemu qemu;

    private NativeLibraries() {}

    /** @throws LibraryMissingFailure if libvirt's client library is not installed */
    static synchronized LibvirtNative libvirt() {
        LibvirtNative loaded = libvirt;
        if (loaded == null) {
            loaded = load("virt", LibvirtNative.class);
            libvirt = loaded;
        }
        return loaded;
    }

    /** @throws LibraryMissingFailure if libvirt's QEMU library is not installed */
    static synchronized LibvirtQemu qemu() {
        LibvirtQemu loaded = qemu;
        if (loaded == null) {
            loaded = load("virt-qemu", LibvirtQemu.class);
            qemu = loaded;
        }
        return loaded;
    }

    static <T extends Library> T load(String name, Class<T> functions) {
        // Without development packages there is no libvirt.so, only the versioned file.
        String file = Platform.isLinux() ? "lib" + name + ".so.0" : name;
        try {
            return Native.load(file, functions, OPTIONS);
        } catch (UnsatisfiedLinkError e) {
            throw new LibraryMissingFailure(file, e);
        }
    }

    private static TypeMapper checkedStrings() {
        DefaultTypeMapper mapper = new DefaultTypeMapper();
        mapper.addToNativeConverter(String.class, new CheckedString());
        return mapper;
    }

    /** C would end a string at its first NUL, and an unpaired surrogate has no UTF-8: both would name another object. */
    private static final class CheckedString implements ToNativeConverter {

        @Override
        public @Nullable Object toNative(@Nullable Object value, ToNativeContext context) {
            return value == null ? null : XmlCharacters.requireEncodable((String) value);
        }

        @Override
        public Class<?> nativeType() {
            return String.class;
        }
    }
}
