package io.polyvisor.libvirt;

/**
 * libvirt refused or failed a call: its error, untouched but for redacted secrets.
 *
 * <p>Numbers are those of libvirt's {@code virterror.h}; names are the constants' ({@code VIR_ERR_NO_DOMAIN},
 * {@code VIR_FROM_QEMU}), and {@code VIR_ERR_UNKNOWN} or {@code VIR_FROM_UNKNOWN} for numbers newer than this module.
 * A call that reports failure but leaves no error has code 0, {@code VIR_ERR_OK}.
 */
public final class LibvirtFault extends LibvirtFailure {

    /** How grave libvirt calls it. */
    public enum Level {
        NONE,
        WARNING,
        ERROR
    }

    private final String function;
    private final int code;
    private final int origin;
    private final Level level;
    private final String text;

    LibvirtFault(String function, int code, int origin, Level level, String text) {
        super(function + ": " + text + " [" + ErrorNames.ofCode(code) + ", " + ErrorNames.ofOrigin(origin) + "]");
        this.function = function;
        this.code = code;
        this.origin = origin;
        this.level = level;
        this.text = text;
    }

    /** The C function that failed, such as {@code virDomainCreateWithFlags}. */
    public String function() {
        return function;
    }

    /** {@code virErrorNumber}. */
    public int code() {
        return code;
    }

    /** The constant's name of {@link #code()}; fit for a total {@code switch} with a default. */
    public String codeName() {
        return ErrorNames.ofCode(code);
    }

    /** {@code virErrorDomain}: the part of libvirt that raised it (libvirt's word is "domain"). */
    public int origin() {
        return origin;
    }

    /** The constant's name of {@link #origin()}. */
    public String originName() {
        return ErrorNames.ofOrigin(origin);
    }

    /** {@code virErrorLevel}. */
    public Level level() {
        return level;
    }

    /** libvirt's own message, in the language of the process or the daemon. */
    public String text() {
        return text;
    }

    /** Whether {@link #codeName()} is {@code name}. */
    public boolean is(String name) {
        return codeName().equals(name);
    }
}
