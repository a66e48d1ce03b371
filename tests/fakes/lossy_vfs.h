#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace madoguchi::fakes {

/// What SQLite sees as a disk that forgets, when the power goes, what was written and not synced.
/// (Ending a process with SIGKILL loses nothing: the kernel keeps what it was given.) The files are
/// real ones; beside each one stands what a disk would surely hold of it, and what was written
/// since its last sync.
///
///     LossyVfs disk(seed);
///     options.sqlite_vfs = disk.name();
///     disk.cut_after(17);           // the 17th write, sync, truncation or deletion from now is
///     the last thing that begins
///     ... every call of SQLite fails from then on; close the database ...
///     disk.power_on();              // the files hold what was synced, and chance parts of the
///     rest
///
/// Calls come from all threads of the database. The database has to be closed at power_on() and at
/// the end.
class LossyVfs {
 public:
  explicit LossyVfs(std::uint64_t seed);
  ~LossyVfs();
  LossyVfs(const LossyVfs&) = delete;
  LossyVfs& operator=(const LossyVfs&) = delete;

  /// Under which it is registered with SQLite.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Also takes the place of the default VFS until the end, for tests that cannot pass the name.
  void make_default();

  void cut_after(int operations);
  void cut() { cut_after(0); }
  [[nodiscard]] bool is_cut() const;
  void power_on();

  /// Every write fails with SQLITE_FULL while it is set.
  void set_full(bool is_full);
  /// The sync after `syncs` more fails once, and what it should have made durable never will be,
  /// unless it is written again: what Linux does with pages that it could not write.
  void fail_sync_after(int syncs);

  /// Writes, syncs, truncations and deletions so far, and the syncs among them.
  [[nodiscard]] std::int64_t operations() const;
  [[nodiscard]] std::int64_t syncs() const;

  // For the callbacks of SQLite, in lossy_vfs.cpp.
  struct Change {
    std::int64_t offset = 0;
    std::string bytes;
    bool is_truncation = false;  ///< to `offset`
  };
  struct Shadow {
    std::string durable;
    bool is_there = false;    ///< durably
    bool is_deleted = false;  ///< not yet durably
    int failed_syncs = 0;
    std::vector<Change> pending;
  };
  /// What becomes of an operation.
  enum class Fate { kDone, kPowerLost, kFailed };

  Shadow* opened(const std::string& path);
  void closed();
  [[nodiscard]] Fate change(Shadow& shadow, Change change);
  /// `known_failures`: of Shadow::failed_syncs those that the descriptor was told.
  [[nodiscard]] Fate sync(Shadow& shadow, int& known_failures);
  [[nodiscard]] Fate remove(const std::string& path);
  [[nodiscard]] sqlite3_vfs* real() const { return real_; }

 private:
  /// Counts an operation; false when it is the last that begins, or comes later.
  [[nodiscard]] bool power_lasts();
  /// SQLite syncs the folder with the first sync of a new file: deletions are durable then.
  void sync_folder();
  void keep_chance_parts(Shadow& shadow);
  void keep_sectors(const Change& change, std::string& durable);
  [[nodiscard]] bool coin() { return random_() % 2 == 0; }

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  sqlite3_vfs* real_;
  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  std::map<std::string, Shadow> shadows_;
  int open_files_ = 0;
  std::int64_t operations_ = 0;
  std::int64_t syncs_ = 0;
  std::int64_t cut_at_ = -1;
  std::int64_t failing_sync_ = -1;
  bool is_cut_ = false;
  bool is_full_ = false;
};

}  // namespace madoguchi::fakes
