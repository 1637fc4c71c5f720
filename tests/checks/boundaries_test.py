"""Plants violations and sees each of them found: a check that cannot fail is none."""

import unittest

import boundaries


class PlantedViolations(unittest.TestCase):
    def setUp(self):
        self.rules = boundaries.load()

    def found(self, name, source):
        return self.rules.faults(name, source)

    def assert_found(self, name, source, words):
        faults = self.found(name, source)
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(words, faults[0])

    def test_base_includes_nobody(self):
        self.assert_found("core/base/id.hpp", '#include "core/crypto/hash.hpp"\n', "core/base may not include")

    def test_neighbours_in_core_do_not_include_each_other(self):
        self.assert_found("core/care/a.cpp", '#include "core/delivery/b.hpp"\n', "core/care may not include")

    def test_core_includes_no_outer_folder(self):
        self.assert_found("core/engine/a.cpp", '\n#include "storage/store.hpp"\n', "core/engine/a.cpp:2:")

    def test_storage_and_net_do_not_meet(self):
        self.assert_found("storage/a.cpp", '#include "net/peer.hpp"\n', "storage may not include")
        self.assert_found("net/a.cpp", '#include "storage/store.hpp"\n', "net may not include")

    def test_the_command_line_knows_no_engine(self):
        self.assert_found("client-cli/a.cpp", '#include "core/engine/engine.hpp"\n', "client-cli may not include")

    def test_only_tests_include_tests(self):
        self.assert_found("node/a.cpp", '#include "tests/support/memory_store.hpp"\n', "node may not include")

    def test_generated_messages_stay_out_of_core_headers(self):
        self.assert_found("core/record/a.hpp", '#include "proto/records.pb.h"\n', ".cpp files only")
        self.assertEqual(self.found("core/record/a.cpp", '#include "proto/records.pb.h"\n'), [])

    def test_json_stays_in_programs_and_tests(self):
        self.assert_found("core/care/a.cpp", "#include <nlohmann/json.hpp>\n", "may not include nlohmann")
        self.assertEqual(self.found("client-cli/a.cpp", "#include <nlohmann/json.hpp>\n"), [])

    def test_core_reaches_for_no_clock_randomness_file_or_output(self):
        for code in ("auto t = std::chrono::system_clock::now();", "randombytes_buf(p, 8);", "std::cout << 1;",
                     "std::ifstream in(name);", "crypto_sign_keypair(a, b);", "time(nullptr);"):
            with self.subTest(code):
                self.assertTrue(self.found("core/care/a.cpp", code))
        for header in ("iostream", "fstream", "thread", "sys/socket.h", "random"):
            with self.subTest(header):
                self.assert_found("core/care/a.cpp", f"#include <{header}>\n", "core may not include")

    def test_a_word_in_a_comment_or_a_text_is_no_use(self):
        source = '// unlike randombytes_buf(), and not std::cout\nauto x = "std::cout << 1";\n'
        self.assertEqual(self.found("core/care/a.cpp", source), [])

    def test_a_seeded_key_pair_is_allowed(self):
        self.assertEqual(self.found("core/crypto/keys.cpp", "crypto_sign_seed_keypair(a, b, c);\n"), [])

    def test_an_unlisted_folder_is_a_fault(self):
        self.assert_found("gui/a.cpp", "", "does not list")

    def test_what_is_allowed_passes(self):
        self.assertEqual(self.found("core/engine/a.cpp", '#include "core/care/b.hpp"\n#include <vector>\n'), [])
        self.assertEqual(self.found("node/main.cpp", '#include "net/a.hpp"\n#include "storage/b.hpp"\n'), [])


if __name__ == "__main__":
    unittest.main()
