#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/embedded_file.h"
#include "base/result.h"
#include "transport/request.h"
#include "transport/response.h"

namespace madoguchi::transport {

/// One file of the web application with its compressed forms. The bytes belong to the store, or to
/// the program itself.
struct Asset {
  std::string_view identity;
  std::string_view brotli;  ///< empty: none
  std::string_view gzip;    ///< empty: none
  std::string_view content_type;
  std::string tag;  ///< of the contents, without quotes
  bool is_immutable =
      false;  ///< its name changes with its contents (the bundler's folder "assets/")

  [[nodiscard]] bool is_page() const { return content_type.starts_with("text/html"); }
};

/// The files of the web application, all in memory (a read from the disk costs ten times the
/// answer). Read only once made; safe to read from every thread. It must outlive the listener.
class AssetStore {
 public:
  /// Names are relative, with '/'; "x.br" and "x.gz" beside "x" are its compressed forms.
  [[nodiscard]] static AssetStore from_embedded(std::span<const base::EmbeddedFile> files);
  /// Reads every regular file below `folder`; for work on the web application. Symbolic links are
  /// not followed.
  [[nodiscard]] static base::Result<AssetStore> from_folder(const std::filesystem::path& folder);

  AssetStore(AssetStore&&) = default;
  AssetStore& operator=(AssetStore&&) = default;

  [[nodiscard]] const Asset* find(std::string_view name) const;
  [[nodiscard]] std::size_t size() const { return assets_.size(); }

 private:
  AssetStore() = default;
  void add(std::span<const base::EmbeddedFile> files);

  std::vector<std::unique_ptr<const std::string>> owned_;
  std::map<std::string, Asset, std::less<>> assets_;
};

/// The answer to a GET of this asset: compressed as the client accepts, 304 when it has it already.
/// `extra` are headers of the caller (a page's Content-Security-Policy).
[[nodiscard]] Response asset_response(const Asset& asset, const Request& request,
                                      const Headers& extra = {});

}  // namespace madoguchi::transport
