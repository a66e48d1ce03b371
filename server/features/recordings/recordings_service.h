#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/worker_pool.h"
#include "features/audit/audit_log.h"
#include "features/calls/call_recorder.h"
#include "features/recordings/listenings.h"
#include "features/recordings/recording.h"
#include "features/recordings/recording_folder.h"
#include "storage/database.h"
#include "transport/file_body.h"
#include "voice/recording/recorder.h"

namespace madoguchi::features {

/// A recording that somebody may listen to.
struct FoundRecording {
  Recording recording;
  std::int64_t contact_number = 0;  ///< that people see
};

/// How somebody gets at the audio.
enum class Listening { kPlay, kDownload };

/// Keeps the recordings of calls: begins them for the calls, writes their rows, repairs what a
/// process that died left, and hands them out. A row waits for no file and a file for no row. Safe
/// to call from every thread.
class RecordingsService final : public CallRecorder, public voice::RecorderListener {
 public:
  struct Parts {
    storage::Database& db;
    const base::Clock& clock;
    const AuditLog& audit;
    base::WorkerPool& pool;
    voice::RecordingFiles& files;
    std::filesystem::path folder;
    /// The clock of the media threads.
    std::function<voice::MediaTime()> media_now = std::chrono::steady_clock::now;
  };
  explicit RecordingsService(Parts parts);

  /// Before the first call, blocking: makes the folder, looks for what a process before left, and
  /// gives its repair to the pool.
  [[nodiscard]] base::Status start();
  /// After the telephone and before the pool: closes what still runs.
  void stop() { recorder_.stop(); }
  /// Now and then: writes the rows that the database refused.
  void keep_house();
  [[nodiscard]] voice::RecorderCounts counts() const { return recorder_.counts(); }

  [[nodiscard]] std::shared_ptr<voice::AudioTap> begin(base::ServiceId service,
                                                       base::ContactId contact) override;
  void on_recorded(const voice::RecordingOutcome& outcome) override;

  /// kNotFound when the call was not recorded; errors of may_listen().
  [[nodiscard]] boost::asio::awaitable<base::Result<FoundRecording>> find(Principal me,
                                                                          base::ServiceId service,
                                                                          base::ContactId contact);
  /// For the waveform; empty when there are none.
  [[nodiscard]] boost::asio::awaitable<base::Result<voice::Peaks>> peaks(Recording recording);
  /// kConflict while it is being recorded; kNotFound when nothing could be saved.
  [[nodiscard]] boost::asio::awaitable<base::Result<std::shared_ptr<const transport::OpenFile>>>
  open_audio(Recording recording);
  /// Before audio is handed out: writes a new listening into the audit log.
  [[nodiscard]] boost::asio::awaitable<base::Status> note_listening(Principal me,
                                                                    Recording recording,
                                                                    Listening how,
                                                                    bool is_from_start);

 private:
  [[nodiscard]] std::optional<Recording> take_running(base::ContactId contact);
  void save(const Recording& recording);
  void keep_unsaved(const Recording& recording, const base::Error& why);
  void repair(std::vector<RecordingFolder::Left> left, std::vector<Recording> unfinished);
  void repair_file(const RecordingFolder::Left& left, const Recording* row);
  void check_file(Recording row);
  void check_marked(const RecordingFolder::Left& marker);

  Parts parts_;
  const RecordingFolder folder_;
  Listenings listenings_;
  std::mutex mutex_;
  std::unordered_map<base::ContactId, Recording> running_;  ///< behind the mutex, as is the next
  std::vector<Recording> unsaved_;
  voice::Recorder recorder_;
};

}  // namespace madoguchi::features
