#include "features/recordings/recordings_api.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "features/sign_in/request_input.h"
#include "transport/file_body.h"

namespace madoguchi::features {
namespace {

namespace json = boost::json;
using transport::Disposition;
using transport::Request;

json::array numbers_json(const std::vector<std::uint8_t>& numbers) {
  json::array out;
  out.reserve(numbers.size());
  for (const std::uint8_t number : numbers) out.push_back(std::int64_t{number});
  return out;
}

json::object recording_json(const Recording& recording, const voice::Peaks& peaks) {
  const auto& [customer, operator_side] = peaks.sides;
  json::array sides;
  sides.push_back(numbers_json(customer));
  sides.push_back(numbers_json(operator_side));
  return {{"contactId", base::json_id(recording.contact)},
          {"state", name_of(recording.state)},
          {"startedAt", base::json_time(recording.started_at)},
          {"durationMs", recording.duration.count()},
          {"missingMs", recording.missing.count()},
          {"failReason", recording.fail_reason.empty() ? json::value(nullptr)
                                                       : json::value(recording.fail_reason)},
          {"peakMs", voice::duration_of(peaks.per_bucket).count()},
          {"peaks", std::move(sides)}};
}

ResponseAwaitable get_recording(RecordingsApiParts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<base::ServiceId>(request, "serviceId"));
  MDG_CO_ASSIGN(const auto contact, path_id<base::ContactId>(request, "contactId"));
  MDG_AWAIT(const auto found, parts.recordings.find(me, service, contact));
  MDG_AWAIT(const auto peaks, parts.recordings.peaks(found.recording));
  co_return transport::json_response(json::serialize(recording_json(found.recording, peaks)));
}

base::Result<Listening> query_listening(const Request& request) {
  const auto download = request.query_parameter("download");
  if (!download || *download == "0") return Listening::kPlay;
  if (*download == "1") return Listening::kDownload;
  return base::fail(base::invalid_input("download", "0 or 1"));
}

/// Recordings never change once they can be heard.
transport::FileToSend file_of(const FoundRecording& found, Listening how,
                              std::shared_ptr<const transport::OpenFile> audio) {
  const Recording& recording = found.recording;
  return {
      .file = std::move(audio),
      .content_type = "audio/wav",
      .name = "recording-" + std::to_string(found.contact_number) + ".wav",
      .etag = "\"" + to_string(recording.contact) + "-" + std::to_string(recording.bytes) + "\"",
      .disposition = how == Listening::kDownload ? Disposition::kAttachment : Disposition::kInline};
}

ResponseAwaitable get_audio(RecordingsApiParts parts, Request request) {
  MDG_AWAIT(const Principal me, parts.sign_in.authenticate(request));
  MDG_CO_ASSIGN(const auto service, path_id<base::ServiceId>(request, "serviceId"));
  MDG_CO_ASSIGN(const auto contact, path_id<base::ContactId>(request, "contactId"));
  MDG_CO_ASSIGN(const Listening how, query_listening(request));
  MDG_AWAIT(const auto found, parts.recordings.find(me, service, contact));
  MDG_AWAIT(auto audio, parts.recordings.open_audio(found.recording));
  auto file = file_of(found, how, std::move(audio));
  const auto range = transport::asked_range(request, file);
  if (range.kind != transport::ByteRange::Kind::kUnsatisfiable) {
    const bool is_from_start = range.first == 0;
    MDG_AWAIT_TRY(parts.recordings.note_listening(me, found.recording, how, is_from_start));
  }
  co_return transport::ranged_file_response(request, std::move(file), parts.pool);
}

}  // namespace

void add_recordings_routes(transport::Router& router, RecordingsApiParts parts) {
  using transport::Method;
  const std::string path = "/api/v1/services/{serviceId}/contacts/{contactId}/recording";
  router.add(Method::kGet, path, handler_of(get_recording, parts));
  router.add(Method::kGet, path + "/audio", handler_of(get_audio, parts));
}

}  // namespace madoguchi::features
