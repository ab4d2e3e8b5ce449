// The tiled C peer of the network cnn: pixel behind pixel, at each its channels, and the sums of a whole line of pixels × all output
// channels beside each other, which gcc keeps in registers where they fit: each weight loaded serves the line.
enum { CHANNELS_LAST = 1 };

#include "images.h"

INLINE void conv(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out, int size)
{
    const int n = size - 2;
    for (int i = 0; i < n; i++) {
        float sum[n * out] ALIGNED;
        for (int j = 0; j < n; j++)
            for (int o = 0; o < out; o++) sum[j * out + o] = b[o];
        for (int u = 0; u < 3; u++)
            for (int k = 0; k < 3 * in; k++)
                for (int j = 0; j < n; j++) {
                    const float factor = x[((i + u) * size + j) * in + k];
                    for (int o = 0; o < out; o++) sum[j * out + o] += factor * w[(u * 3 * in + k) * out + o];
                }
        for (int k = 0; k < n * out; k++) y[i * n * out + k] = sum[k] > 0 ? sum[k] : 0;
    }
}

INLINE void pool(const float *restrict x, float *restrict y, int channels, int size)
{
    const int n = size / 2;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int c = 0; c < channels; c++) {
                const float *window = x + (2 * i * size + 2 * j) * channels + c, *below = window + size * channels;
                const float upper = window[0] > window[channels] ? window[0] : window[channels];
                const float lower = below[0] > below[channels] ? below[0] : below[channels];
                y[(i * n + j) * channels + c] = upper > lower ? upper : lower;
            }
}

INLINE void unpool(const float *restrict x, const float *restrict y, const float *restrict dy, float *restrict dx, int channels, int size)
{
    const int n = size / 2;
    if (size % 2) memset(dx, 0, sizeof(float) * channels * size * size);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            float left[channels];
            const int at = (i * n + j) * channels;
            for (int c = 0; c < channels; c++) left[c] = y[at + c] > 0 ? dy[at + c] : 0;
            for (int t = 0; t < 4; t++)
                for (int c = 0; c < channels; c++) {
                    const int from = ((2 * i + t / 2) * size + 2 * j + t % 2) * channels + c;
                    const float part = x[from] == y[at + c] ? left[c] : 0;
                    dx[from] = part;
                    left[c] -= part;
                }
        }
}

INLINE void conv_weights(const float *restrict x, const float *restrict dz, float *restrict g, float *restrict h, int in, int out, int size)
{
    const int n = size - 2;
    for (int i = 0; i < n * n; i++)
        for (int o = 0; o < out; o++) h[o] += dz[i * out + o];
    for (int u = 0; u < 3; u++)
        for (int v = 0; v < 3; v++) {
            float sum[in * out] ALIGNED;
            for (int k = 0; k < in * out; k++) sum[k] = 0;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    for (int c = 0; c < in; c++) {
                        const float factor = x[((i + u) * size + j + v) * in + c];
                        for (int o = 0; o < out; o++) sum[c * out + o] += factor * dz[(i * n + j) * out + o];
                    }
            for (int k = 0; k < in * out; k++) g[(u * 3 + v) * in * out + k] += sum[k];
        }
}

// A line of the gradient's pixels gathers from the outputs that saw them, over kernels that are turned round first.
INLINE void conv_inputs(const float *restrict w, const float *restrict dz, float *restrict dx, int in, int out, int size)
{
    const int n = size - 2;
    static float turned[TAPS * C1 * C2] ALIGNED;
    for (int t = 0; t < TAPS; t++)
        for (int c = 0; c < in; c++)
            for (int o = 0; o < out; o++) turned[(t * out + o) * in + c] = w[(t * in + c) * out + o];
    memset(dx, 0, sizeof(float) * in * size * size);
    for (int i = 0; i < n; i++)
        for (int u = 0; u < 3; u++)
            for (int v = 0; v < 3; v++)
                for (int o = 0; o < out; o++)
                    for (int j = 0; j < n; j++) {
                        const float factor = dz[(i * n + j) * out + o];
                        for (int c = 0; c < in; c++) dx[((i + u) * size + j + v) * in + c] += factor * turned[((u * 3 + v) * out + o) * in + c];
                    }
}
