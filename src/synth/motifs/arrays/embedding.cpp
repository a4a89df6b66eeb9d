#include <array>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Token embeddings: table[tokens[b, t], c], plus a row for the position.
void DrawEmbedding(Sketch& s) {
  const Type real = s.real();
  const int last = s.ndim() - 1;
  const int vocabulary = s.rng().Choose(std::array{64, 100, 128, 256, 1000});
  if (s.ndim() == 1) {
    const int width = s.rng().Choose(std::array{4, 8, 16, 32});
    const int table =
        Input(s, real, {vocabulary, width}, OneOf(s, {"table", "embedding", "codebook"}));
    const Val token = s.Let(
        s.ThreadElement(Indices(s, {}, vocabulary, OneOf(s, {"tokens", "ids", "labels", "codes"}))),
        {"token", "label", "code"});
    const int out =
        OutputArray(s, real, {s.dims()[0], width}, OneOf(s, {"embedded", "out", "features_out"}));
    const Val scale = s.rng().Chance(0.4) ? s.NewArg(real, 0.1, 2.0, "scale") : Val{};
    s.For("c", Val{}, Extent(s, table, 1, OneOf(s, {"dim", "embed_dim", "width"})), 0, [&](Val c) {
      const Val e = s.At(table, {token, c});
      s.StoreAt(out, std::array{s.Thread(0), c}, scale.is_valid() ? e * scale : e);
    });
    return;
  }
  const int width = s.dims()[static_cast<size_t>(last)];
  std::vector<int> shape(s.dims().begin(), s.dims().end() - 1);
  std::vector<Val> place;
  for (int k = 0; k < last; ++k) {
    place.push_back(s.Thread(k));
  }
  const int tokens = Indices(s, shape, vocabulary, OneOf(s, {"tokens", "ids", "token_ids"}));
  const int table = Input(s, real, {vocabulary, width}, OneOf(s, {"embedding", "table", "wte"}));
  const Val token = s.Let(s.At(tokens, place), {"token", "tok", "id0"});
  Val value = s.At(table, {token, s.Thread(last)});
  if (s.rng().Chance(0.6)) {
    const int positions = Input(s, real, {s.dims()[static_cast<size_t>(last - 1)], width},
                                OneOf(s, {"pos_embedding", "pos_enc", "wpe"}));
    value = value + s.At(positions, {s.Thread(last - 1), s.Thread(last)});
  }
  s.Output(Finished(s, value), {"", "embedded", "hidden"});
}

}  // namespace

Motif EmbeddingMotif() {
  return {.name = "embedding", .family = Family::kArrays, .weight = 0.8, .draw = DrawEmbedding};
}

}  // namespace warploom::synth::motifs
