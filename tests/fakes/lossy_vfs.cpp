#include "fakes/lossy_vfs.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <sqlite3.h>

namespace madoguchi::fakes {
namespace {

/// What a disk writes whole or not at all.
constexpr std::size_t kSector = 512;

using Fate = LossyVfs::Fate;

LossyVfs& disk_of(sqlite3_vfs* vfs) { return *static_cast<LossyVfs*>(vfs->pAppData); }
sqlite3_vfs* real_vfs(sqlite3_vfs* vfs) { return disk_of(vfs).real(); }

void apply(const LossyVfs::Change& change, std::string& bytes) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.is_truncation) return bytes.resize(std::min(bytes.size(), offset));
  bytes.resize(std::max(bytes.size(), offset + change.bytes.size()));
  std::ranges::copy(change.bytes, bytes.begin() + change.offset);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// SQLite's idea of an open file: ours first, the real one behind it in the same memory.
struct File {
  sqlite3_file base;
  LossyVfs* disk;
  LossyVfs::Shadow* shadow;  ///< null: a temporary file, which no power loss has to survive
  int known_failures;

  [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
const sqlite3_io_methods& real_methods(sqlite3_file* file) {
  return *file_of(file).real()->pMethods;
}

int close(sqlite3_file* file) {
  auto& ours = file_of(file);
  const int result = real_methods(file).xClose(ours.real());
  if (ours.shadow != nullptr) ours.disk->closed();
  return result;
}

int read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
  if (file_of(file).disk->is_cut()) return SQLITE_IOERR_READ;
  return real_methods(file).xRead(file_of(file).real(), buffer, size, offset);
}

int write(sqlite3_file* file, const void* buffer, int size, sqlite3_int64 offset) {
  auto& ours = file_of(file);
  if (ours.shadow != nullptr) {
    const std::string bytes(static_cast<const char*>(buffer), static_cast<std::size_t>(size));
    const auto fate = ours.disk->change(*ours.shadow, {offset, bytes, false});
    if (fate == Fate::kFailed) return SQLITE_FULL;
    if (fate == Fate::kPowerLost) return SQLITE_IOERR_WRITE;
  }
  return real_methods(file).xWrite(ours.real(), buffer, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  auto& ours = file_of(file);
  if (ours.shadow != nullptr && ours.disk->change(*ours.shadow, {size, {}, true}) != Fate::kDone) {
    return SQLITE_IOERR_TRUNCATE;
  }
  return real_methods(file).xTruncate(ours.real(), size);
}

int sync(sqlite3_file* file, int /*flags*/) {
  auto& ours = file_of(file);
  if (ours.shadow == nullptr) return SQLITE_OK;
  return ours.disk->sync(*ours.shadow, ours.known_failures) == Fate::kDone ? SQLITE_OK
                                                                           : SQLITE_IOERR_FSYNC;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  if (file_of(file).disk->is_cut()) return SQLITE_IOERR_FSTAT;
  return real_methods(file).xFileSize(file_of(file).real(), size);
}

// Locks and the shared memory of the WAL index are no part of the disk: they go to the real file,
// also when the power is off.
int lock(sqlite3_file* file, int level) {
  return real_methods(file).xLock(file_of(file).real(), level);
}
int unlock(sqlite3_file* file, int level) {
  return real_methods(file).xUnlock(file_of(file).real(), level);
}
int check_reserved_lock(sqlite3_file* file, int* result) {
  return real_methods(file).xCheckReservedLock(file_of(file).real(), result);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return real_methods(file).xFileControl(file_of(file).real(), operation, argument);
}
int sector_size(sqlite3_file* file) { return real_methods(file).xSectorSize(file_of(file).real()); }
int device_characteristics(sqlite3_file* file) {
  return real_methods(file).xDeviceCharacteristics(file_of(file).real());
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return real_methods(file).xShmMap(file_of(file).real(), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_methods(file).xShmLock(file_of(file).real(), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real_methods(file).xShmBarrier(file_of(file).real()); }
int shm_unmap(sqlite3_file* file, int remove) {
  return real_methods(file).xShmUnmap(file_of(file).real(), remove);
}

/// Version 2: with shared memory, without memory-mapped pages, which would go past us.
constexpr sqlite3_io_methods kMethods{2,
                                      close,
                                      read,
                                      write,
                                      truncate,
                                      sync,
                                      file_size,
                                      lock,
                                      unlock,
                                      check_reserved_lock,
                                      file_control,
                                      sector_size,
                                      device_characteristics,
                                      shm_map,
                                      shm_lock,
                                      shm_barrier,
                                      shm_unmap,
                                      nullptr,
                                      nullptr};

int open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags, int* out_flags) {
  auto& ours = file_of(file);
  ours.base.pMethods = nullptr;  // nothing to close
  auto& disk = disk_of(vfs);
  if (disk.is_cut()) return SQLITE_CANTOPEN;
  constexpr int kLasting = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  ours.disk = &disk;
  ours.shadow = path != nullptr && (flags & kLasting) != 0 ? disk.opened(path) : nullptr;
  ours.known_failures = ours.shadow != nullptr ? ours.shadow->failed_syncs : 0;
  const int result = real_vfs(vfs)->xOpen(real_vfs(vfs), path, ours.real(), flags, out_flags);
  if (result == SQLITE_OK) ours.base.pMethods = &kMethods;
  if (result != SQLITE_OK && ours.shadow != nullptr) disk.closed();
  return result;
}

int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
  if (disk_of(vfs).remove(path) != Fate::kDone) return SQLITE_IOERR_DELETE;
  return real_vfs(vfs)->xDelete(real_vfs(vfs), path, sync_directory);
}

int access(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
  if (disk_of(vfs).is_cut()) return SQLITE_IOERR_ACCESS;
  return real_vfs(vfs)->xAccess(real_vfs(vfs), path, flags, result);
}

int full_pathname(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  return real_vfs(vfs)->xFullPathname(real_vfs(vfs), path, size, out);
}

}  // namespace

LossyVfs::LossyVfs(std::uint64_t seed) : real_(sqlite3_vfs_find("unix")), random_(seed) {
  static std::atomic<int> count{0};
  name_ = "lossy-" + std::to_string(++count);
  vfs_ = std::make_unique<sqlite3_vfs>(*real_);
  vfs_->iVersion = 2;
  vfs_->szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = open;
  vfs_->xDelete = fakes::remove;
  vfs_->xAccess = access;
  vfs_->xFullPathname = full_pathname;
  sqlite3_vfs_register(vfs_.get(), 0);
}

LossyVfs::~LossyVfs() {
  assert(open_files_ == 0);
  // Unregistered as the default, SQLite takes another one: the real one unless it is told
  // otherwise.
  const bool was_default = sqlite3_vfs_find(nullptr) == vfs_.get();
  sqlite3_vfs_unregister(vfs_.get());
  if (was_default) sqlite3_vfs_register(real_, 1);
}

void LossyVfs::make_default() { sqlite3_vfs_register(vfs_.get(), 1); }

void LossyVfs::cut_after(int operations) {
  const std::lock_guard lock(mutex_);
  cut_at_ = operations_ + operations;
  is_cut_ = operations == 0;
}

bool LossyVfs::is_cut() const {
  const std::lock_guard lock(mutex_);
  return is_cut_;
}

void LossyVfs::set_full(bool is_full) {
  const std::lock_guard lock(mutex_);
  is_full_ = is_full;
}

void LossyVfs::fail_sync_after(int syncs) {
  const std::lock_guard lock(mutex_);
  failing_sync_ = syncs_ + syncs;
}

std::int64_t LossyVfs::operations() const {
  const std::lock_guard lock(mutex_);
  return operations_;
}

std::int64_t LossyVfs::syncs() const {
  const std::lock_guard lock(mutex_);
  return syncs_;
}

bool LossyVfs::power_lasts() {
  ++operations_;
  if (cut_at_ >= 0 && operations_ >= cut_at_) is_cut_ = true;
  return !is_cut_;
}

LossyVfs::Shadow* LossyVfs::opened(const std::string& path) {
  const std::lock_guard lock(mutex_);
  ++open_files_;
  const auto [at, is_new] = shadows_.try_emplace(path);
  auto& shadow = at->second;
  if (is_new && std::filesystem::exists(path)) {
    shadow.durable = read_file(path);
    shadow.is_there = true;
  }
  // A new file under an old name.
  if (shadow.is_deleted) shadow = Shadow{};
  return &shadow;
}

void LossyVfs::closed() {
  const std::lock_guard lock(mutex_);
  --open_files_;
}

Fate LossyVfs::change(Shadow& shadow, Change change) {
  const std::lock_guard lock(mutex_);
  if (is_cut_) return Fate::kPowerLost;
  if (is_full_ && !change.is_truncation) return Fate::kFailed;
  shadow.pending.push_back(std::move(change));
  return power_lasts() ? Fate::kDone : Fate::kPowerLost;
}

Fate LossyVfs::sync(Shadow& shadow, int& known_failures) {
  const std::lock_guard lock(mutex_);
  if (is_cut_ || !power_lasts()) return Fate::kPowerLost;
  const bool fails = syncs_++ == failing_sync_;
  if (fails) ++shadow.failed_syncs;
  for (const auto& change : shadow.pending) {
    if (!fails) apply(change, shadow.durable);
  }
  shadow.pending.clear();
  if (!shadow.is_there) sync_folder();
  shadow.is_there = true;
  const bool is_told = std::exchange(known_failures, shadow.failed_syncs) == shadow.failed_syncs;
  return is_told ? Fate::kDone : Fate::kFailed;
}

void LossyVfs::sync_folder() {
  for (auto& [path, shadow] : shadows_) {
    if (shadow.is_deleted) shadow = Shadow{};
  }
}

Fate LossyVfs::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (is_cut_ || !power_lasts()) return Fate::kPowerLost;
  const auto found = shadows_.find(path);
  if (found != shadows_.end()) found->second.is_deleted = true;
  return Fate::kDone;
}

void LossyVfs::power_on() {
  const std::lock_guard lock(mutex_);
  assert(open_files_ == 0);
  for (auto& [path, shadow] : shadows_) {
    std::filesystem::remove(path + "-shm");
    if (shadow.is_deleted && coin()) shadow = Shadow{};
    keep_chance_parts(shadow);
    shadow.is_deleted = false;
    if (shadow.is_there) {
      std::ofstream(path, std::ios::binary) << shadow.durable;
    } else {
      std::filesystem::remove(path);
    }
  }
  is_cut_ = false;
  cut_at_ = -1;
  failing_sync_ = -1;
}

void LossyVfs::keep_chance_parts(Shadow& shadow) {
  // A new file whose name was never made durable may be there or not; then nothing of it is.
  if (!shadow.is_there && !shadow.pending.empty()) shadow.is_there = coin();
  const bool keeps_some = shadow.is_there && coin();
  for (const auto& change : shadow.pending) {
    if (!keeps_some || !coin()) continue;
    if (change.is_truncation || coin()) {
      apply(change, shadow.durable);
    } else {
      keep_sectors(change, shadow.durable);
    }
  }
  shadow.pending.clear();
}

void LossyVfs::keep_sectors(const Change& change, std::string& durable) {
  for (std::size_t at = 0; at < change.bytes.size();) {
    const auto offset = static_cast<std::size_t>(change.offset) + at;
    const auto size = std::min(kSector - offset % kSector, change.bytes.size() - at);
    if (coin()) {
      apply({static_cast<std::int64_t>(offset), change.bytes.substr(at, size), false}, durable);
    }
    at += size;
  }
}

}  // namespace madoguchi::fakes
