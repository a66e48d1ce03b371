#include "base/file.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace madoguchi::base {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string pattern = (fs::temp_directory_path() / "madoguchi-file-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~FileTest() override { fs::remove_all(folder_); }

  [[nodiscard]] static std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] std::ptrdiff_t count() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  fs::path folder_;
};

TEST_F(FileTest, is_replaced_whole_and_leaves_nothing_beside_it) {
  const fs::path path = folder_ / "key";
  ASSERT_FALSE(replace_file(path, "first", 0644));
  ASSERT_FALSE(replace_file(path, "second one", 0600));
  EXPECT_EQ(read(path), "second one");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(count(), 1);
}

TEST_F(FileTest, takes_the_place_of_what_a_dead_process_left) {
  std::ofstream(folder_ / "key.new") << "half of a k";
  ASSERT_FALSE(replace_file(folder_ / "key", "whole", 0600));
  EXPECT_EQ(read(folder_ / "key"), "whole");
  EXPECT_EQ(count(), 1);
}

TEST_F(FileTest, does_not_follow_a_link_in_its_place) {
  std::ofstream(folder_ / "victim") << "untouched";
  fs::create_symlink(folder_ / "victim", folder_ / "key");
  ASSERT_FALSE(write_file(folder_ / "key", "secret", 0600));
  EXPECT_EQ(read(folder_ / "victim"), "untouched");
  EXPECT_FALSE(fs::is_symlink(folder_ / "key"));
}

TEST_F(FileTest, errors_are_those_of_the_system) {
  EXPECT_EQ(replace_file(folder_ / "missing" / "key", "x", 0600),
            std::errc::no_such_file_or_directory);
  EXPECT_EQ(sync_folder(folder_ / "missing"), std::errc::no_such_file_or_directory);
  EXPECT_EQ(move_file(folder_ / "missing", folder_ / "key"), std::errc::no_such_file_or_directory);
  const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  EXPECT_EQ(write_all(full.get(), "x"), std::errc::no_space_on_device);
}

/// Files of this process may not grow over `bytes`: the write that reaches it is a short one.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(FileTest, leaves_the_old_one_when_the_new_one_does_not_fit) {
  ASSERT_FALSE(replace_file(folder_ / "key", "old", 0600));
  {
    const SizeLimit limit(100);
    EXPECT_EQ(replace_file(folder_ / "key", std::string(1000, 'x'), 0600),
              std::errc::file_too_large);
  }
  EXPECT_EQ(read(folder_ / "key"), "old");
  EXPECT_EQ(count(), 1);
}

TEST_F(FileTest, short_writes_go_on_to_the_last_byte) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const Descriptor source(ends[0]);
  std::string got;
  std::thread reader([&] {
    char piece[1000];
    for (ssize_t size = 1; size > 0;) {
      size = ::read(source.get(), piece, sizeof piece);
      if (size > 0) got.append(piece, static_cast<std::size_t>(size));
    }
  });
  const std::string sent(1'000'000, 'x');
  {
    const Descriptor sink(ends[1]);
    ::fcntl(sink.get(), F_SETPIPE_SZ, 4096);
    EXPECT_FALSE(write_all(sink.get(), sent));
  }
  reader.join();
  EXPECT_EQ(got, sent);
}

}  // namespace
}  // namespace madoguchi::base
