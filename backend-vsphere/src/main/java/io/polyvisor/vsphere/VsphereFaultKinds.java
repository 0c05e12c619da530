package io.polyvisor.vsphere;

import static java.util.Map.entry;

import com.vmware.vim25.MethodFault;
import io.polyvisor.error.ErrorKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which kind of failure each fault of the vSphere API means. The API's faults form a tree; one that is not named here has its
 * closest ancestor's kind, and one of a later version is a backend fault.
 */
final class VsphereFaultKinds {
    private static final Map<String, ErrorKind> KINDS = table();

    /** After these the service itself does not know what the host did. */
    private static final Set<String> UNSURE = Set.of("HostCommunication", "Timedout", "DatabaseError", "SystemError");

    private VsphereFaultKinds() {}

    /** The fault's kind. */
    static ErrorKind of(MethodFault fault) {
        return of(fault.getClass());
    }

    /** The kind of faults of that class. */
    static ErrorKind of(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            ErrorKind kind = KINDS.get(each.getSimpleName());
            if (kind != null) {
                return kind;
            }
        }
        return ErrorKind.BACKEND_FAULT;
    }

    /** Whether the fault leaves open if what was asked for happened. */
    static boolean leavesOutcomeOpen(MethodFault fault) {
        for (Class<?> each = fault.getClass(); each != null; each = each.getSuperclass()) {
            if (UNSURE.contains(each.getSimpleName())) {
                return true;
            }
        }
        return false;
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
                entry(ErrorKind.NOT_FOUND, notFound()),
                entry(ErrorKind.AMBIGUOUS, List.of("VmfsAmbiguousMount")),
                entry(ErrorKind.ALREADY_EXISTS, alreadyExists()),
                entry(ErrorKind.INVALID_STATE, invalidState()),
                entry(ErrorKind.BUSY, busy()),
                entry(ErrorKind.UNSUPPORTED, unsupported()),
                entry(ErrorKind.INVALID_SPEC, invalidSpec()),
                entry(ErrorKind.INSUFFICIENT_CAPACITY, insufficientCapacity()),
                entry(ErrorKind.DENIED, denied()),
                entry(
                        ErrorKind.AUTHENTICATION_FAILED,
                        List.of("InvalidLogin", "NotAuthenticated", "InvalidGuestLogin")),
                entry(ErrorKind.UNREACHABLE, List.of("HostCommunication", "LicenseServerUnavailable")),
                entry(ErrorKind.UNTRUSTED, List.of("SSLVerifyFault", "MultipleCertificatesVerifyFault")),
                entry(ErrorKind.DEADLINE_EXCEEDED, List.of("Timedout")),
                entry(ErrorKind.CANCELLED, List.of("RequestCanceled", "ToolsUpgradeCancelled")),
                entry(ErrorKind.CONFLICT, List.of("ConcurrentAccess", "InvalidCollectorVersion")),
                entry(ErrorKind.BACKEND_FAULT, backendFault()));
    }

    private static List<String> notFound() {
        return List.of(
                "ManagedObjectNotFound",
                "NotFound",
                "FileNotFound",
                "NoDiskFound",
                "UserNotFound",
                "DeviceNotFound",
                "GuestProcessNotFound",
                "LicenseEntityNotFound",
                "InvalidDatastore");
    }

    private static List<String> alreadyExists() {
        return List.of("AlreadyExists", "DuplicateName", "FileAlreadyExists", "VmAlreadyExistsInDatacenter");
    }

    private static List<String> invalidState() {
        return List.of(
                "InvalidState",
                "ToolsUnavailable",
                "GuestOperationsFault",
                "SnapshotFault",
                "MigrationFault",
                "CannotAccessVmComponent",
                "CannotAccessFile",
                "CannotDisableSnapshot",
                "CpuHotPlugNotSupported",
                "DeviceHotPlugNotSupported",
                "DirectoryNotEmpty",
                "DisallowedOperationOnFailoverHost",
                "DrsDisabledOnVm",
                "HostPowerOpFailed",
                "InaccessibleDatastore",
                "MemoryHotPlugNotSupported",
                "NoCompatibleDatastore",
                "NoCompatibleHardAffinityHost",
                "NoCompatibleHost",
                "NoCompatibleSoftAffinityHost",
                "NoConnectedDatastore",
                "OperationDisallowedOnHost",
                "RebootRequired",
                "RuleViolation",
                "VAppNotRunning",
                "VmFaultToleranceIssue");
    }

    private static List<String> busy() {
        return List.of(
                "FileLocked",
                "MethodAlreadyDisabledFault",
                "ResourceInUse",
                "ResourceNotAvailable",
                "SnapshotLocked",
                "TaskInProgress",
                "TooManyConcurrentNativeClones",
                "VAppOperationInProgress");
    }

    private static List<String> unsupported() {
        return List.of(
                "MethodNotFound",
                "MigrationFeatureNotSupported",
                "MultipleSnapshotsNotSupported",
                "NotEnoughLicenses",
                "NotImplemented",
                "NotSupported",
                "NotSupportedHostForChecksum",
                "RestrictedVersion",
                "SnapshotCopyNotSupported",
                "SuspendedRelocateNotSupported",
                "UnsupportedVimApiVersion",
                "VMotionInterfaceIssue");
    }

    private static List<String> invalidSpec() {
        return List.of(
                "CustomizationFault",
                "DasConfigFault",
                "FileNameTooLong",
                "FileTooLarge",
                "IncorrectFileType",
                "InvalidAffinitySettingFault",
                "InvalidArgument",
                "InvalidDatastorePath",
                "InvalidFolder",
                "InvalidLocale",
                "InvalidName",
                "InvalidProperty",
                "NotADirectory",
                "NotAFile",
                "OutOfBounds",
                "OvfFault",
                "VAppConfigFault",
                "VmConfigFault",
                "VmValidateMaxDevice");
    }

    private static List<String> insufficientCapacity() {
        return List.of(
                "DestinationSwitchFull",
                "InsufficientResourcesFault",
                "InsufficientStorageIops",
                "LimitExceeded",
                "NamespaceFull",
                "NamespaceLimitReached",
                "NoAvailableIp",
                "NoDiskSpace",
                "TooManyGuestLogons",
                "TooManySnapshotLevels");
    }

    private static List<String> denied() {
        return List.of(
                "AuthMinimumAdminPermission",
                "DisallowedChangeByService",
                "DvsNotAuthorized",
                "GuestPermissionDenied",
                "HostAccessRestrictedToManagementServer",
                "MethodDisabled",
                "NamespaceWriteProtected",
                "NoPermissionOnAD",
                "NoPermissionOnHost",
                "NoPermissionOnNasVolume",
                "RestrictedByAdministrator",
                "SecurityError");
    }

    /** The roots, so that each fault has an ancestor here. */
    private static List<String> backendFault() {
        return List.of("MethodFault", "RuntimeFault", "VimFault", "InvalidRequest", "FileFault", "OvfSystemFault");
    }
}
