package io.polyvisor.libvirt;

import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code virConnectAuth} for one opening. Answers are allocated with malloc because libvirt frees them; libvirt-java's
 * structure would hand it memory that the Java side frees too.
 */
final class AuthQuestions implements LibvirtNative.AuthCallback {

    private static final Logger LOG = System.getLogger(AuthQuestions.class.getName());

    private static final int CRED_AUTHNAME = 2;
    private static final int CRED_PASSPHRASE = 5;

    // struct _virConnectCredential { int type; char *prompt, *challenge, *defresult, *result; unsigned resultlen; }
    private static final int CREDENTIAL_SIZE = 48;
    private static final int RESULT = 32;
    private static final int RESULT_LENGTH = 40;

    private final LibvirtCredentials credentials;
    private final Memory types = new Memory(2 * Integer.BYTES);
    // struct _virConnectAuth { int *credtype; unsigned ncredtype; virConnectAuthCallbackPtr cb; void *cbdata; }
    private final Memory structure = new Memory(32);

    AuthQuestions(LibvirtCredentials credentials) {
        this.credentials = credentials;
        types.setInt(0, CRED_AUTHNAME);
        types.setInt(Integer.BYTES, CRED_PASSPHRASE);
        structure.clear();
        structure.setPointer(0, types);
        structure.setInt(8, 2);
        structure.setPointer(16, CallbackReference.getFunctionPointer(this));
    }

    /** Valid while this object is referenced. */
    Pointer structure() {
        return structure;
    }

    @Override
    public int invoke(Pointer asked, int count, @Nullable Pointer userData) {
        for (int i = 0; i < count; i++) {
            if (!answer(asked.share((long) i * CREDENTIAL_SIZE))) {
                return -1;
            }
        }
        return 0;
    }

    private boolean answer(Pointer credential) {
        Optional<char[]> given = ask(credential.getInt(0));
        given.ifPresent(secret -> write(credential, secret));
        return given.isPresent();
    }

    private Optional<char[]> ask(int type) {
        try {
            return switch (type) {
                case CRED_AUTHNAME -> credentials.answer(LibvirtCredentials.Question.AUTHNAME);
                case CRED_PASSPHRASE -> credentials.answer(LibvirtCredentials.Question.PASSPHRASE);
                default -> Optional.empty();
            };
        } catch (RuntimeException e) {
            // Its message may hold the secret.
            LOG.log(Level.WARNING, "credentials failed with {0}", e.getClass().getName());
            return Optional.empty();
        }
    }

    private static void write(Pointer credential, char[] secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(0, bytes);
        Pointer result = new Pointer(Native.malloc(bytes.length + 1L));
        result.write(0, bytes, 0, bytes.length);
        result.setByte(bytes.length, (byte) 0);
        credential.setPointer(RESULT, result);
        credential.setInt(RESULT_LENGTH, bytes.length);
        Arrays.fill(bytes, (byte) 0);
        encoded.put(0, bytes);
        Arrays.fill(secret, '\0');
    }
}
