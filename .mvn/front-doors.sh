# Sourced by the front doors. POSIX sh.

# Prints the major version of the JDK in folder $1; 0 if there is none.
jdk_major() {
    if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    else
        echo 0
    fi
}

# Prints the home of the first JDK of at least version $1: JAVA_HOME, the javac on the path, /usr/lib/jvm.
find_jdk() {
    javac_home=$(command -v javac || :)
    [ -z "$javac_home" ] || javac_home=$(dirname "$(dirname "$(readlink -f "$javac_home")")")
    for candidate in "${JAVA_HOME:-}" "$javac_home" /usr/lib/jvm/*; do
        if [ "$(jdk_major "$candidate")" -ge "$1" ]; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

# Sets jdk, or ends the script with one line that says what to do. $1 = name of the front door.
need_jdk_and_maven() {
    jdk=$(find_jdk 17) || {
        echo "$1: needs a JDK 17 or newer: set JAVA_HOME, or 'apt install openjdk-17-jdk-headless'" >&2
        exit 69
    }
    command -v mvn >/dev/null || {
        echo "$1: needs Maven 3.8.7 or newer on the path: 'apt install maven'" >&2
        exit 69
    }
}

# Prints what went wrong in the Maven log $1: its errors without stack traces and advice, or else its end.
maven_errors() {
    sed -n '/^\[ERROR\] *at \|^\[ERROR\] *$\|^\[ERROR\] -> \|^\[ERROR\] \[Help\|^\[ERROR\] To see the full\|^\[ERROR\] Re-run \|^\[ERROR\] For more info\|^\[ERROR\] After correcting\|^\[ERROR\]   mvn <args>/d; s/^\[ERROR\] //p' \
        "$1" | awk '!seen[$0]++' | head -n 30 | grep . || tail -n 20 "$1"
}
