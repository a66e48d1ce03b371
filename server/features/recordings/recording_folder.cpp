#include "features/recordings/recording_folder.h"

#include <chrono>
#include <fstream>
#include <system_error>

namespace madoguchi::features {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLive = "live";
constexpr const char* kExtension = ".wav";
constexpr const char* kMarker = ".row";

/// "<service>-<contact>" and an extension.
std::optional<std::pair<base::ServiceId, base::ContactId>> ids_of(const fs::path& file) {
  const std::string name = file.stem().string();
  const auto dash = name.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const auto service = base::id_from_string(std::string_view(name).substr(0, dash));
  const auto contact = base::id_from_string(std::string_view(name).substr(dash + 1));
  if (!service || !contact) return std::nullopt;
  return std::pair(base::ServiceId(*service), base::ContactId(*contact));
}

base::Time written_at(const fs::directory_entry& entry) {
  std::error_code error;
  const auto time = std::chrono::file_clock::to_sys(entry.last_write_time(error));
  return std::chrono::floor<base::Milliseconds>(time);
}

}  // namespace

base::Status RecordingFolder::make() const {
  std::error_code error;
  fs::create_directories(path_ / kLive, error);
  if (!error) fs::permissions(path_, fs::perms::owner_all, error);
  if (!error) return {};
  return base::fail(base::ErrorCode::kUnavailable,
                    "The folder " + path_.string() + " cannot be used: " + error.message() + ".");
}

voice::RecordingPlace RecordingFolder::place_of(base::ServiceId service,
                                                base::ContactId contact) const {
  const std::string whole = to_string(contact) + kExtension;
  return {path_ / kLive / (to_string(service) + "-" + whole), path_ / to_string(service) / whole};
}

std::vector<RecordingFolder::Left> RecordingFolder::left_behind() const { return list(kExtension); }

std::vector<RecordingFolder::Left> RecordingFolder::marked() const { return list(kMarker); }

fs::path RecordingFolder::marker_of(base::ServiceId service, base::ContactId contact) const {
  return path_ / kLive / (to_string(service) + "-" + to_string(contact) + kMarker);
}

void RecordingFolder::mark(base::ServiceId service, base::ContactId contact) const {
  // Appending: the file's time stays that of the first mark.
  const std::ofstream made(marker_of(service, contact), std::ios::app);
}

void RecordingFolder::unmark(base::ServiceId service, base::ContactId contact) const {
  std::error_code ignored;
  fs::remove(marker_of(service, contact), ignored);
}

std::vector<RecordingFolder::Left> RecordingFolder::list(std::string_view extension) const {
  std::vector<Left> left;
  std::error_code error;
  for (fs::directory_iterator each(path_ / kLive, error), end; !error && each != end;
       each.increment(error)) {
    if (each->path().extension() != extension) continue;
    if (const auto ids = ids_of(each->path())) {
      left.push_back({ids->first, ids->second, written_at(*each)});
    }
  }
  return left;
}

}  // namespace madoguchi::features
