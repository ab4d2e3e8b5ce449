// The plain C peer of the network cnn: one plane per channel, as PyTorch has them, and one line of pixels of one output channel at a time.
// That is the faster of the two straightforward orders: the sums of one pixel over its output channels wait for the multiply-add before.
// (A line of pixels over all output channels is what tiled-cnn.c does.)
enum { CHANNELS_LAST = 0 };

#include "images.h"

INLINE void conv(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out, int size)
{
    const int n = size - 2;
    for (int o = 0; o < out; o++)
        for (int i = 0; i < n; i++) {
            float sum[n];
            for (int j = 0; j < n; j++) sum[j] = b[o];
            for (int c = 0; c < in; c++)
                for (int u = 0; u < 3; u++)
                    for (int v = 0; v < 3; v++) {
                        const float factor = w[((o * in + c) * 3 + u) * 3 + v];
                        for (int j = 0; j < n; j++) sum[j] += factor * x[(c * size + i + u) * size + j + v];
                    }
            for (int j = 0; j < n; j++) y[(o * n + i) * n + j] = sum[j] > 0 ? sum[j] : 0;
        }
}

INLINE void pool(const float *restrict x, float *restrict y, int channels, int size)
{
    const int n = size / 2;
    for (int c = 0; c < channels; c++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                const float *window = x + (c * size + 2 * i) * size + 2 * j;
                const float upper = window[0] > window[1] ? window[0] : window[1];
                const float lower = window[size] > window[size + 1] ? window[size] : window[size + 1];
                y[(c * n + i) * n + j] = upper > lower ? upper : lower;
            }
}

INLINE void unpool(const float *restrict x, const float *restrict y, const float *restrict dy, float *restrict dx, int channels, int size)
{
    const int n = size / 2;
    if (size % 2) memset(dx, 0, sizeof(float) * channels * size * size);
    for (int c = 0; c < channels; c++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                const int at = (c * n + i) * n + j;
                float left = y[at] > 0 ? dy[at] : 0;
                for (int t = 0; t < 4; t++) {
                    const int from = (c * size + 2 * i + t / 2) * size + 2 * j + t % 2;
                    const float part = x[from] == y[at] ? left : 0;
                    dx[from] = part;
                    left -= part;
                }
            }
}

INLINE void conv_weights(const float *restrict x, const float *restrict dz, float *restrict g, float *restrict h, int in, int out, int size)
{
    const int n = size - 2;
    for (int o = 0; o < out; o++) {
        float bias = 0;
        for (int i = 0; i < n * n; i++) bias += dz[o * n * n + i];
        h[o] += bias;
        for (int c = 0; c < in; c++)
            for (int u = 0; u < 3; u++)
                for (int v = 0; v < 3; v++) {
                    float sum = 0;
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) sum += dz[(o * n + i) * n + j] * x[(c * size + i + u) * size + j + v];
                    g[((o * in + c) * 3 + u) * 3 + v] += sum;
                }
    }
}

INLINE void conv_inputs(const float *restrict w, const float *restrict dz, float *restrict dx, int in, int out, int size)
{
    const int n = size - 2;
    memset(dx, 0, sizeof(float) * in * size * size);
    for (int c = 0; c < in; c++)
        for (int o = 0; o < out; o++)
            for (int u = 0; u < 3; u++)
                for (int v = 0; v < 3; v++) {
                    const float factor = w[((o * in + c) * 3 + u) * 3 + v];
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) dx[(c * size + i + u) * size + j + v] += factor * dz[(o * n + i) * n + j];
                }
}
