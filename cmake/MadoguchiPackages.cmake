# Every package comes from Debian 12. The versions are the oldest ones the code was tested with.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(fmt 9.1 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
find_package(OpenSSL 3.0 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(GTest 1.12 REQUIRED)
find_package(benchmark 1.7 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET GLOBAL libsodium>=1.0.18)
add_library(sodium ALIAS PkgConfig::sodium)

# libsoci-dev ships no usable CMake targets for its static libraries; SQLite and PostgreSQL are its two back ends.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
find_library(SOCI_CORE soci_core REQUIRED)
find_library(SOCI_SQLITE soci_sqlite3 REQUIRED)
find_library(SOCI_POSTGRESQL soci_postgresql REQUIRED)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq>=15)
add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE ${SOCI_INCLUDE_DIR})
target_link_libraries(soci INTERFACE ${SOCI_SQLITE} ${SOCI_POSTGRESQL} ${SOCI_CORE} PkgConfig::sqlite PkgConfig::libpq dl)

# prometheus-cpp-dev drags civetweb through its CMake config: only `core` is used.
find_library(PROMETHEUS_CORE prometheus-cpp-core REQUIRED)

# libre: SIP, STUN and SRTP. Exactly this version, and its archive: the timers of server/voice/sip/timers.cpp take the place
# of its own, which works with the static library alone, and what it prints comes to server/voice/sip/libre_print.cpp.
pkg_check_modules(libre_package REQUIRED libre=1.1.0)
find_path(LIBRE_INCLUDE_DIR re.h PATH_SUFFIXES re REQUIRED)
find_library(LIBRE_ARCHIVE NAMES libre.a REQUIRED)
find_package(ZLIB REQUIRED)
add_library(libre INTERFACE)
target_include_directories(libre SYSTEM INTERFACE ${LIBRE_INCLUDE_DIR})
target_compile_definitions(libre INTERFACE HAVE_INTTYPES_H HAVE_STDBOOL_H HAVE_INET6 RELEASE)
target_link_options(libre INTERFACE LINKER:--wrap=re_fprintf LINKER:--wrap=re_printf LINKER:--wrap=udp_listen LINKER:--wrap=tcp_listen
                    LINKER:--wrap=tcp_accept LINKER:--wrap=sip_dialog_create LINKER:--wrap=sip_dialog_update)
target_link_libraries(libre INTERFACE ${LIBRE_ARCHIVE} OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB resolv dl Threads::Threads)
