package io.polyvisor.kvm;

import io.polyvisor.error.ErrorKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which kind of failure each of libvirt's error codes means, whatever its driver. Total over libvirt 9 and libvirt-java's list; a
 * newer code is a backend fault. Codes overlap (OPERATION_INVALID is "already so", "wrong state" and "busy"), so UNCHANGED never
 * rests on them, only on observation.
 */
final class LibvirtKinds {
    private static final Map<String, ErrorKind> KINDS = table();

    private LibvirtKinds() {}

    /** The kind for a code's name, such as {@code VIR_ERR_NO_DOMAIN}. */
    static ErrorKind of(String codeName) {
        return KINDS.getOrDefault(codeName, ErrorKind.BACKEND_FAULT);
    }

    /** The whole table. */
    static Map<String, ErrorKind> all() {
        return KINDS;
    }

    private static Map<String, ErrorKind> table() {
        Map<String, ErrorKind> kinds = new TreeMap<>();
        rows().forEach((kind, names) -> names.forEach(name -> kinds.put(name, kind)));
        return Collections.unmodifiableMap(kinds);
    }

    private static Map<ErrorKind, List<String>> rows() {
        return Map.ofEntries(
                Map.entry(ErrorKind.NOT_FOUND, notFound()),
                Map.entry(ErrorKind.AMBIGUOUS, List.of("VIR_ERR_MULTIPLE_DOMAINS", "VIR_ERR_MULTIPLE_INTERFACES")),
                Map.entry(ErrorKind.ALREADY_EXISTS, alreadyExists()),
                Map.entry(ErrorKind.INVALID_STATE, invalidState()),
                Map.entry(ErrorKind.BUSY, busy()),
                Map.entry(ErrorKind.UNSUPPORTED, unsupported()),
                Map.entry(ErrorKind.INVALID_SPEC, invalidSpec()),
                Map.entry(ErrorKind.INSUFFICIENT_CAPACITY, List.of("VIR_ERR_NO_MEMORY", "VIR_ERR_DRIVER_FULL")),
                Map.entry(ErrorKind.DENIED, List.of("VIR_ERR_OPERATION_DENIED", "VIR_ERR_ACCESS_DENIED")),
                Map.entry(ErrorKind.AUTHENTICATION_FAILED, authentication()),
                Map.entry(ErrorKind.UNREACHABLE, unreachable()),
                Map.entry(ErrorKind.UNTRUSTED, List.of("VIR_ERR_GNUTLS_ERROR")),
                Map.entry(ErrorKind.CANCELLED, List.of("VIR_ERR_OPERATION_ABORTED")),
                Map.entry(ErrorKind.PARTIAL_FAILURE, partial()),
                Map.entry(ErrorKind.BACKEND_FAULT, broken()));
    }

    private static List<String> notFound() {
        return List.of(
                "VIR_ERR_NO_DOMAIN",
                "VIR_ERR_NO_NETWORK",
                "VIR_ERR_NO_STORAGE_POOL",
                "VIR_ERR_NO_STORAGE_VOL",
                "VIR_ERR_NO_NODE_DEVICE",
                "VIR_ERR_NO_INTERFACE",
                "VIR_ERR_NO_NWFILTER",
                "VIR_ERR_NO_NWFILTER_BINDING",
                "VIR_ERR_NO_SECRET",
                "VIR_ERR_NO_DOMAIN_SNAPSHOT",
                "VIR_ERR_NO_DOMAIN_METADATA",
                "VIR_ERR_NO_DOMAIN_CHECKPOINT",
                "VIR_ERR_NO_DOMAIN_BACKUP",
                "VIR_ERR_NO_NETWORK_PORT",
                "VIR_ERR_NO_SERVER",
                "VIR_ERR_NO_CLIENT",
                "VIR_ERR_NO_HOSTNAME",
                "VIR_ERR_DEVICE_MISSING");
    }

    private static List<String> alreadyExists() {
        return List.of(
                "VIR_ERR_DOM_EXIST",
                "VIR_ERR_NETWORK_EXIST",
                "VIR_ERR_STORAGE_VOL_EXIST",
                "VIR_ERR_STORAGE_POOL_BUILT",
                "VIR_ERR_NETWORK_PORT_EXIST");
    }

    private static List<String> invalidState() {
        return List.of(
                "VIR_ERR_OPERATION_INVALID",
                "VIR_ERR_SNAPSHOT_REVERT_RISKY",
                "VIR_ERR_MIGRATE_UNSAFE",
                "VIR_ERR_AGENT_UNRESPONSIVE",
                "VIR_ERR_CPU_INCOMPATIBLE",
                "VIR_ERR_CHECKPOINT_INCONSISTENT");
    }

    private static List<String> busy() {
        return List.of(
                "VIR_ERR_OPERATION_TIMEOUT",
                "VIR_ERR_RESOURCE_BUSY",
                "VIR_ERR_BLOCK_COPY_ACTIVE",
                "VIR_ERR_AGENT_UNSYNCED");
    }

    private static List<String> unsupported() {
        return List.of(
                "VIR_ERR_NO_SUPPORT",
                "VIR_ERR_CALL_FAILED",
                "VIR_ERR_CONFIG_UNSUPPORTED",
                "VIR_ERR_OPERATION_UNSUPPORTED",
                "VIR_ERR_ARGUMENT_UNSUPPORTED",
                "VIR_ERR_NO_SECURITY_MODEL",
                "VIR_WAR_NO_NETWORK",
                "VIR_WAR_NO_STORAGE",
                "VIR_WAR_NO_NODE",
                "VIR_WAR_NO_INTERFACE",
                "VIR_WAR_NO_NWFILTER",
                "VIR_WAR_NO_SECRET");
    }

    private static List<String> invalidSpec() {
        return List.of(
                "VIR_ERR_INVALID_ARG",
                "VIR_ERR_OS_TYPE",
                "VIR_ERR_NO_KERNEL",
                "VIR_ERR_NO_ROOT",
                "VIR_ERR_NO_SOURCE",
                "VIR_ERR_NO_TARGET",
                "VIR_ERR_NO_NAME",
                "VIR_ERR_NO_OS",
                "VIR_ERR_NO_DEVICE",
                "VIR_ERR_INVALID_MAC",
                "VIR_ERR_XML_ERROR",
                "VIR_ERR_XML_DETAIL",
                "VIR_ERR_XML_INVALID_SCHEMA",
                "VIR_ERR_OVERFLOW");
    }

    private static List<String> authentication() {
        return List.of("VIR_ERR_AUTH_FAILED", "VIR_ERR_AUTH_CANCELLED", "VIR_ERR_AUTH_UNAVAILABLE");
    }

    private static List<String> unreachable() {
        return List.of(
                "VIR_ERR_UNKNOWN_HOST",
                "VIR_ERR_NO_CONNECT",
                "VIR_ERR_INVALID_CONN",
                "VIR_ERR_RPC",
                "VIR_ERR_SSH",
                "VIR_ERR_LIBSSH",
                "VIR_ERR_NO_XEN",
                "VIR_ERR_NO_XENSTORE");
    }

    private static List<String> partial() {
        return List.of("VIR_ERR_MIGRATE_PERSIST_FAILED", "VIR_ERR_MIGRATE_FINISH_OK");
    }

    /** Codes that say that libvirt, its configuration, or our use of it broke. */
    private static List<String> broken() {
        return List.of(
                "VIR_ERR_OK",
                "VIR_ERR_UNKNOWN",
                "VIR_ERR_INTERNAL_ERROR",
                "VIR_ERR_OPERATION_FAILED",
                "VIR_ERR_SYSTEM_ERROR",
                "VIR_ERR_GET_FAILED",
                "VIR_ERR_POST_FAILED",
                "VIR_ERR_HTTP_ERROR",
                "VIR_ERR_SEXPR_SERIAL",
                "VIR_ERR_XEN_CALL",
                "VIR_ERR_OPEN_FAILED",
                "VIR_ERR_READ_FAILED",
                "VIR_ERR_WRITE_FAILED",
                "VIR_ERR_PARSE_FAILED",
                "VIR_ERR_CONF_SYNTAX",
                "VIR_ERR_BUILD_FIREWALL",
                "VIR_ERR_HOOK_SCRIPT_FAILED",
                "VIR_ERR_STORAGE_PROBE_FAILED",
                "VIR_ERR_DBUS_SERVICE",
                "VIR_ERR_INVALID_DOMAIN",
                "VIR_ERR_INVALID_NETWORK",
                "VIR_ERR_INVALID_STORAGE_POOL",
                "VIR_ERR_INVALID_STORAGE_VOL",
                "VIR_ERR_INVALID_NODE_DEVICE",
                "VIR_ERR_INVALID_INTERFACE",
                "VIR_ERR_INVALID_NWFILTER",
                "VIR_ERR_INVALID_NWFILTER_BINDING",
                "VIR_ERR_INVALID_SECRET",
                "VIR_ERR_INVALID_DOMAIN_SNAPSHOT",
                "VIR_ERR_INVALID_DOMAIN_CHECKPOINT",
                "VIR_ERR_INVALID_STREAM",
                "VIR_ERR_INVALID_NETWORK_PORT");
    }
}
