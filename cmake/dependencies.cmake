# Everything that is not ours, found in this one place: Debian packages (scripts/setup installs them).

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(date REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(GTest REQUIRED)
find_package(Boost 1.81 REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
# Its .pc file gives the version of the SQLite inside: 3.46 is SQLCipher 4.6.
pkg_check_modules(SQLCIPHER REQUIRED sqlcipher>=3.46)

# Boost headers without auto-linking; Asio compiled once, in net/asio.cpp.
add_library(tasuki_boost INTERFACE)
target_link_libraries(tasuki_boost INTERFACE Boost::headers)
target_compile_definitions(tasuki_boost INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_VISIBILITY)

# Linked statically with hidden symbols: a second SQLite in the process would take its place or crash it.
find_library(TASUKI_SQLCIPHER_ARCHIVE NAMES libsqlcipher.a HINTS ${SQLCIPHER_LIBRARY_DIRS} REQUIRED)
add_library(tasuki_sqlcipher INTERFACE)
target_include_directories(tasuki_sqlcipher SYSTEM INTERFACE ${SQLCIPHER_INCLUDE_DIRS})
target_compile_definitions(tasuki_sqlcipher INTERFACE SQLITE_HAS_CODEC)
target_link_libraries(tasuki_sqlcipher INTERFACE
  ${TASUKI_SQLCIPHER_ARCHIVE} OpenSSL::Crypto Threads::Threads m ${CMAKE_DL_LIBS})
target_link_options(tasuki_sqlcipher INTERFACE -Wl,--exclude-libs,libsqlcipher.a)
